import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** So large each file may become, and so many of them are kept: 50 MB at most. */
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_FILES = 5;

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
