import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getHeapSpaceStatistics } from 'node:v8';
import { z } from 'zod';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { PLAIN_OPTIONS } from '../builders/engine-options.ts';

/**
 * Program of the memory test: one engine that lives on. For each number it is told, a person makes that round's changes
 * here, the engine runs, and the program answers with the bytes that are still in use.
 */

const orderSchema = z.object({
  homePath: z.string(),
  serverUrl: z.string(),
  remotePath: z.string(),
  userName: z.string(),
  password: z.string(),
});

/** What the program is told as its only argument, in JSON. */
export type Order = z.input<typeof orderSchema>;

/** How the last run of a round ended, and the bytes in use after everything that can go has gone. */
export interface RoundReport {
  readonly end: string;
  readonly usedBytes: number;
}

/** Enough that a run which keeps one of its trees is seen at once. */
const FILES = 300;
/** The second one finds what the first one changed, and the third one nothing. */
const RUNS_PER_ROUND = 3;
/** Each round renames the directory. */
const DIRECTORY_NAMES = ['Akten', 'Akten alt'] as const;
/** Spaces of the heap with objects; those with code grow for as long as the compiler finds something to improve. */
const OBJECT_SPACES = ['new_space', 'old_space', 'new_large_object_space', 'large_object_space'];

const order = orderSchema.parse(JSON.parse(process.argv[2] ?? ''));
const folderPath = join(order.homePath, 'folder');
const stateDirectory = join(order.homePath, 'state');
const remotePath = parseRelativePath(order.remotePath);
const collectGarbage = globalThis.gc;
if (remotePath === undefined || collectGarbage === undefined) throw new Error('needs a relative path and --expose-gc');

mkdirSync(stateDirectory, { recursive: true });
mkdirSync(join(folderPath, DIRECTORY_NAMES[0]), { recursive: true });
for (let file = 0; file < FILES; file += 1) writeFileSync(join(folderPath, `Plan ${file}.txt`), `Plan ${file}`);
const created = createEngine({
  ...PLAIN_OPTIONS,
  quietMs: 1,
  localRootPath: folderPath,
  serverUrl: order.serverUrl,
  credentials: { kind: 'basic', userName: order.userName, password: order.password },
  remotePath,
  stateDirectory,
  onEvent: () => {},
});
if (!created.ok) throw new Error(created.error.code);
const { folder } = created.value;
const { signal } = new AbortController();
const opened = await folder.open(signal);
if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.detail}`);

process.on('message', (round: number) => {
  change(round);
  void run().then((end) => process.send?.({ end, usedBytes: measureUsedBytes() } satisfies RoundReport));
});
process.send?.('ready');

/** A file is saved again, a new one comes, one from before goes, and the directory is renamed. */
function change(round: number): void {
  const at = (path: string): string => join(folderPath, path);
  const [from, to] = round % 2 === 0 ? DIRECTORY_NAMES : ([DIRECTORY_NAMES[1], DIRECTORY_NAMES[0]] as const);
  renameSync(at(from), at(to));
  writeFileSync(at('Haushalt.txt'), `Fassung ${round}`);
  writeFileSync(at(`${to}/Vermerk ${round}.txt`), `Vermerk ${round}`);
  rmSync(at(`${to}/Vermerk ${round - 2}.txt`), { force: true });
}

async function run(): Promise<string> {
  let end = '';
  for (let runs = 0; runs < RUNS_PER_ROUND; runs += 1) end = (await folder.run({ kind: 'everything' }, signal)).kind;
  return end;
}

function measureUsedBytes(): number {
  collectGarbage?.();
  const objects = getHeapSpaceStatistics().filter(({ space_name: name }) => OBJECT_SPACES.includes(name));
  return process.memoryUsage().external + objects.reduce((sum, space) => sum + space.space_used_size, 0);
}
