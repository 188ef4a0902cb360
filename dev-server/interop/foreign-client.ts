import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createHash } from 'node:crypto';

/** How a foreign program ended. */
export interface ProgramResult {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs a program that Debian packages; throws with the command to install it when it is missing. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<ProgramResult> {
  const file = await findProgram(program);
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, QT_QPA_PLATFORM: 'offscreen', LC_ALL: 'C.UTF-8', ...options.environment };
    execFile(
      file,
      args,
      { cwd: options.cwd, env: environment, maxBuffer: 256 * 1_048_576 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') resolve({ exitCode: code, output: stdout + stderr });
        else
          reject(
            new Error(`${program} did not run to its end: ${String(error?.signal ?? code)}\n${stderr.slice(-2_000)}`),
          );
      },
    );
  });
}

async function findProgram(program: string): Promise<string> {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, program))
    .find(isExecutable);
  if (found !== undefined) return found;
  const packages = await readFile(new URL('debian-packages.txt', import.meta.url), 'utf8');
  throw new Error(`${program} is not installed; run: apt-get install ${packages.trim().split('\n').join(' ')}`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** A directory of a test's own. */
export async function makeDirectory(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'bayernbox-interop-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const ODD_NAMES = [
  'ü ö ß.txt',
  "it's.txt",
  'a&b.txt',
  '100%.txt',
  '%41.txt',
  '#hash.txt',
  'plus+and=.txt',
  '日本語.txt',
  '🙂.txt',
  'semi;comma,.txt',
  '(round)[square].txt',
  'tilde~.txt',
  '$dollar@.txt',
  'e\u0301.txt',
  '.hidden',
];
const FILES = 240;
const BIG_BYTES = 20 * 1_048_576;

/** Writes a tree of some hundred files: odd names, empty files and directories, nesting, one of 20 MB. */
export async function writeTree(root: string): Promise<void> {
  for (let index = 0; index < FILES; index += 1) {
    const directory = join(root, `dir ${index % 8}`, `sub-${index % 3}`, 'deep');
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, `file-${index}.txt`), 'x'.repeat(index * 11));
  }
  for (const name of ODD_NAMES) await writeFile(join(root, name), `content of ${name}`);
  await writeFile(join(root, 'empty.txt'), '');
  await mkdir(join(root, 'empty directory'));
  const pattern = createHash('sha512').update('big').digest();
  await writeFile(join(root, 'big.bin'), Buffer.alloc(BIG_BYTES, pattern));
}

/** Path and content hash of every file and every directory; the clients' own databases left out. */
export async function describeTree(root: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const described: [string, string][] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (/^\.(?:sync_|_sync_|owncloudsync)/u.test(entry.name)) continue;
    described.push([
      path.slice(root.length + 1),
      entry.isDirectory()
        ? 'directory'
        : createHash('sha1')
            .update(await readFile(path))
            .digest('hex'),
    ]);
  }
  return Object.fromEntries(described.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
