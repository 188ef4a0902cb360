import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import type { ConformanceUser } from './filesystem-conformance-harness.ts';

/** A person at this machine with an empty folder of their own, for tests. */
export class RealUser implements ConformanceUser {
  readonly rootPath: string;
  /** A folder beside the root that nothing may ever touch. */
  readonly outsidePath: string;
  readonly #base: string;

  constructor() {
    this.#base = realpathSync(mkdtempSync(join(tmpdir(), 'bayernbox-test-')));
    this.rootPath = join(this.#base, 'root');
    this.outsidePath = join(this.#base, 'outside');
    mkdirSync(this.rootPath);
    mkdirSync(this.outsidePath);
    writeFileSync(join(this.outsidePath, 'file'), 'outside');
  }

  writeFile(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.toAbsolute(path)), { recursive: true });
    writeFileSync(this.toAbsolute(path), content);
  }

  readFile(path: string): string | undefined {
    return existsSync(this.toAbsolute(path)) ? readFileSync(this.toAbsolute(path), 'utf8') : undefined;
  }

  makeDirectory(path: string): void {
    mkdirSync(this.toAbsolute(path), { recursive: true });
  }

  /** Leads to a real directory outside the root, so that following it would show. */
  makeLink(path: string): void {
    symlinkSync(this.outsidePath, this.toAbsolute(path));
  }

  rename(from: string, to: string): void {
    renameSync(this.toAbsolute(from), this.toAbsolute(to));
  }

  remove(path: string): void {
    rmSync(this.toAbsolute(path), { recursive: true });
  }

  setModificationTime(path: string, mtimeMs: number): void {
    utimesSync(this.toAbsolute(path), mtimeMs / 1000, mtimeMs / 1000);
  }

  list(path: string): readonly string[] {
    return readdirSync(this.toAbsolute(path))
      .filter((name) => name !== PRIVATE_FOLDER)
      .sort();
  }

  /** Another folder of the program takes the place of the root, until what this answers is called. */
  replaceRoot(): () => void {
    const away = join(this.#base, 'away');
    renameSync(this.rootPath, away);
    for (const name of ['staging', 'kept', 'aside']) this.makeDirectory(`${PRIVATE_FOLDER}/${name}`);
    return () => {
      rmSync(this.rootPath, { recursive: true });
      renameSync(away, this.rootPath);
    };
  }

  /** Not `join`, which would tidy odd names away. */
  toAbsolute(path: string): string {
    return path === '' ? this.rootPath : `${this.rootPath}/${path}`;
  }

  dispose(): void {
    rmSync(this.#base, { recursive: true });
  }
}
