import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** So large each file may become, and so many of them are kept: 50 MB at most. */
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_FILES = 5;

/** Older lines are nobody's business any more. REQ-73 */
const MAX_AGE_MS = 14 * 24 * 3_600_000;

/** So long one file takes lines: what is older goes file by file. */
const TURN_MS = MAX_AGE_MS / (MAX_FILES - 1);

/** So often it is looked for files that are too old. */
const DROP_EVERY_MS = 3_600_000;

/** How a log differs from that of the program; times in ms since the epoch. */
export interface RotatingLogLimits {
  readonly maxBytes?: number;
  readonly nowMs?: () => number;
}

/**
 * Lines of a log in files that take turns, none of them older than 14 days while lines are written. A disk that takes no
 * line must not stop the sync: such lines are lost.
 */
export class RotatingLog {
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #nowMs: () => number;
  #sizeBytes: number;
  #begunAtMs: number;
  #nextDropMs = 0;

  /** Makes the directory when it is missing. */
  constructor(directory: string, { maxBytes = MAX_BYTES, nowMs = Date.now }: RotatingLogLimits = {}) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#path = join(directory, 'engine.log');
    this.#maxBytes = maxBytes;
    this.#nowMs = nowMs;
    this.#dropOld();
    const stats = statSync(this.#path, { throwIfNoEntry: false });
    this.#sizeBytes = stats?.size ?? 0;
    // Some disks do not know when a file was made.
    this.#begunAtMs = stats === undefined ? nowMs() : Math.min(stats.birthtimeMs || stats.mtimeMs, stats.mtimeMs);
  }

  /** The last lines, `maxBytes` at most; whole ones. Empty when the disk gives none. */
  readLast(maxBytes: number): string {
    const parts = [`${this.#path}.1`, this.#path].map(readIfThere).join('');
    if (Buffer.byteLength(parts) <= maxBytes) return parts;
    const end = Buffer.from(parts).subarray(-maxBytes).toString('utf8');
    return end.slice(end.indexOf('\n') + 1);
  }

  write(line: string): void {
    try {
      if (this.#nowMs() >= this.#nextDropMs) this.#dropOld();
      if (this.#sizeBytes > this.#maxBytes || this.#nowMs() - this.#begunAtMs > TURN_MS) this.#rotate();
      appendFileSync(this.#path, line, { mode: 0o600 });
      this.#sizeBytes += Buffer.byteLength(line);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }

  #rotate(): void {
    for (let number = MAX_FILES - 1; number >= 1; number -= 1) {
      const older = number === 1 ? this.#path : `${this.#path}.${number - 1}`;
      if (existsSync(older)) renameSync(older, `${this.#path}.${number}`);
    }
    this.#sizeBytes = 0;
    this.#begunAtMs = this.#nowMs();
  }

  /** A file whose last line is so old began a turn before it. */
  #dropOld(): void {
    this.#nextDropMs = this.#nowMs() + DROP_EVERY_MS;
    const files = Array.from({ length: MAX_FILES }, (_, number) =>
      number === 0 ? this.#path : `${this.#path}.${number}`,
    );
    for (const path of files) {
      const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      if (mtimeMs !== undefined && this.#nowMs() - mtimeMs > MAX_AGE_MS - TURN_MS) rmSync(path, { force: true });
    }
  }
}

function readIfThere(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
