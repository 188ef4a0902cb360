import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is to be done about the programs that tests drive. */
export type ProgramsVerdict =
  | { readonly kind: 'ready' }
  | { readonly kind: 'install'; readonly packages: readonly string[] }
  | { readonly kind: 'ask'; readonly message: string };

/** What the verdict depends on. */
export interface Machine {
  readonly hasApt: boolean;
  readonly isRoot: boolean;
}

/** Names in a `debian-packages.txt`: one per line, `#` starts a comment. Throws on a line that is not a package name. */
export function parsePackageList(text: string): readonly string[] {
  const names = text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
  const odd = names.find((name) => !/^[a-z0-9][a-z0-9+.-]+$/.test(name));
  if (odd !== undefined) throw new SyntaxError(`not the name of a Debian package: ${odd}`);
  return names;
}

/** Root installs what is missing; anybody else gets the one command to run; without apt, the list of names. */
export function judgePrograms(missing: readonly string[], machine: Machine): ProgramsVerdict {
  if (missing.length === 0) return { kind: 'ready' };
  if (!machine.hasApt) return { kind: 'ask', message: `Please install what Debian calls: ${missing.join(' ')}` };
  if (machine.isRoot) return { kind: 'install', packages: missing };
  return { kind: 'ask', message: `Please run: sudo apt-get install --no-install-recommends -y ${missing.join(' ')}` };
}

/** Folders without lists of ours, and that of the measurements, which install what they need by themselves. */
const PASSED_OVER: readonly string[] = ['node_modules', 'bench'];

function findLists(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return entry.name === 'debian-packages.txt' ? [join(folder, entry.name)] : [];
    const isOurs = entry.isDirectory() && !PASSED_OVER.includes(entry.name) && !entry.name.startsWith('.');
    return isOurs ? findLists(join(folder, entry.name)) : [];
  });
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Abbrev}', name], { encoding: 'utf8' });
  return typeof stdout === 'string' && stdout.startsWith('ii');
}

/** Packages that a `debian-packages.txt` below the root asks for and this machine does not have. */
export function findMissingPackages(root: string): readonly string[] {
  const wanted = findLists(root).flatMap((list) => parsePackageList(readFileSync(list, 'utf8')));
  return [...new Set(wanted)].filter((name) => !isInstalled(name));
}

/** This machine, as far as installing goes. */
export function inspectMachine(): Machine {
  return { hasApt: existsSync('/usr/bin/apt-get'), isRoot: process.getuid?.() === 0 };
}

function runApt(argv: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-q', ...argv], { stdio: 'inherit', env }).status === 0;
}

/** Installs packages without questions; package lists are fetched when the ones at hand do not do. False: it failed. */
export function installPackages(packages: readonly string[]): boolean {
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  return runApt(install) || (runApt(['update']) && runApt(install));
}
