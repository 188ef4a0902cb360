import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** So large each file may become, and so many of them are kept: 50 MB at most. */
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_FILES = 5;

/** Older files are nobody's business any more. REQ-73 */
const MAX_AGE_MS = 14 * 24 * 3_600_000;

/** Lines of a log in files that take turns. A disk that takes no line must not stop the sync: such lines are lost. */
export class RotatingLog {
  readonly #path: string;
  readonly #maxBytes: number;
  #sizeBytes: number;

  /** Makes the directory when it is missing. */
  constructor(directory: string, maxBytes = MAX_BYTES) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#path = join(directory, 'engine.log');
    this.#maxBytes = maxBytes;
    this.#sizeBytes = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    for (let number = 1; number < MAX_FILES; number += 1) dropWhenOld(`${this.#path}.${number}`);
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
      if (this.#sizeBytes > this.#maxBytes) this.#rotate();
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

function dropWhenOld(path: string): void {
  const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (mtimeMs !== undefined && Date.now() - mtimeMs > MAX_AGE_MS) rmSync(path, { force: true });
}
