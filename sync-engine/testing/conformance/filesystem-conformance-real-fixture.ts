import type { FileCalls } from '../../filesystem/file-calls.ts';
import { nodeFileCalls } from '../../filesystem/file-calls.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import type { RealFilesystemOptions } from '../../filesystem/real-filesystem.ts';
import { RealFilesystem } from '../../filesystem/real-filesystem.ts';
import type { FilesystemHarness } from './filesystem-conformance-harness.ts';
import { RealUser } from './filesystem-conformance-real-user.ts';

/** A user's folder on the real disk and the file systems that a test opens on it. */
export class RealFixture {
  readonly user = new RealUser();
  readonly #opened: RealFilesystem[] = [];

  async open(options: Partial<RealFilesystemOptions> = {}): Promise<RealFilesystem> {
    const filesystem = new RealFilesystem({ rootPath: this.user.rootPath, clock: new SystemClock(), ...options });
    this.#opened.push(filesystem);
    const result = await filesystem.open();
    if (!result.ok) throw new Error(result.error.detail);
    return filesystem;
  }

  toHarness(filesystem: RealFilesystem): FilesystemHarness {
    const readKept = (keepId: string, name: string) => this.user.readFile(`.bayernbox/kept/${keepId}/${name}`);
    return {
      filesystem,
      user: this.user,
      createSecond: () => filesystem,
      replaceRoot: () => this.user.replaceRoot(),
      readKept,
      dispose: () => this.dispose(),
    };
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#opened.map((filesystem) => filesystem.close()));
    this.user.dispose();
  }
}

/** Throws as a system call does. */
export function failWith(code: string): never {
  throw Object.assign(new Error(code), { code });
}

/** Calls in which one runs `before` first, the first time that it concerns a path that ends like this. */
export function interrupt(name: 'link' | 'rename', pathEnd: string, before: () => void): FileCalls {
  let isOver = false;
  return {
    ...nodeFileCalls,
    [name]: (from: string, to: string) => {
      if (!isOver && (from.endsWith(pathEnd) || to.endsWith(pathEnd))) {
        isOver = true;
        before();
      }
      nodeFileCalls[name](from, to);
    },
  };
}
