import { lstatSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Whose directory it would be, and on what system. */
export interface CompiledCodePlace {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly homeDirectory: string;
  /** Undefined where the system has no such number. */
  readonly userId: number | undefined;
}

const NAME = 'bayernbox-compiled';

/**
 * Keeps what the sources compile to from start to start, in a directory of this person alone; to be called before
 * anything else is loaded. Compiling is half of what a short command takes. `NODE_COMPILE_CACHE` and
 * `NODE_DISABLE_COMPILE_CACHE` have the last word. Does nothing where no private directory can be had: what lies in it
 * is run as code.
 * @see https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiledCode(): void {
  const { env, platform } = process;
  const place = { env, platform, homeDirectory: homedir(), userId: process.geteuid?.() };
  const directory = openPrivateDirectory(place);
  if (directory !== undefined) enableCompileCache(directory);
}

/**
 * Makes the directory for compiled code when it is missing. Undefined when it cannot be made, or when anybody but
 * `userId` could have put something there. One level below the person's caches: whoever may rename a directory between
 * could exchange it after the check.
 */
export function openPrivateDirectory(place: CompiledCodePlace): string | undefined {
  const directory = join(findCaches(place), NAME);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const found = lstatSync(directory);
    // On Windows the list of who may what comes from the person's own profile, and there are no bits to look at.
    const isPrivate = place.platform === 'win32' || (found.uid === place.userId && (found.mode & 0o077) === 0);
    return isPrivate && found.isDirectory() ? directory : undefined;
  } catch {
    // A full or read-only disk, a file in its place: code is compiled anew, as it would be without a cache.
    return undefined;
  }
}

function findCaches({ env, platform, homeDirectory }: CompiledCodePlace): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(homeDirectory, 'AppData', 'Local');
  if (platform === 'darwin') return join(homeDirectory, 'Library', 'Caches');
  const chosen = env['XDG_CACHE_HOME'];
  // A relative one is to be passed over (XDG Base Directory Specification).
  return chosen !== undefined && isAbsolute(chosen) ? chosen : join(homeDirectory, '.cache');
}
