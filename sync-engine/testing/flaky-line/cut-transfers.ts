import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { startDevServer } from '#dev-server/dev-server.ts';
import { createSeededRandom } from '#dev-server/faults/seeded-random.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { PLAIN_OPTIONS } from '../builders/engine-options.ts';
import type { Direction, FlakyLine } from './flaky-line.ts';
import { openFlakyLine } from './flaky-line.ts';

const USER = { name: 'anna', password: 'pw-of-anna-5d1f' } as const;
const FILE = 'Video.mp4';
const BLOCK_BYTES = 1024 * 1024;

/** The engine is ended and started anew at each of these. */
const CUTS_PER_SESSION = 7;
const MAX_SESSIONS = 40;
const MAX_RUNS = 60;

/** One large file that goes to the server from one computer and comes to another one, over a line that breaks. */
export interface CutScenario {
  readonly profile: ProfileKind;
  readonly sizeBytes: number;
  /** In each direction. */
  readonly cuts: number;
  readonly seed: number;
}

/** What the transfer in one direction took. */
export interface CutReport {
  readonly direction: Direction;
  readonly cuts: number;
  /** Starts of the engine. */
  readonly sessions: number;
  readonly passedBytes: number;
  readonly durationMs: number;
  /** Names in the folder with the SHA-1 of their bytes, where the file came from and where it went. */
  readonly source: Readonly<Record<string, string>>;
  readonly target: Readonly<Record<string, string>>;
}

/** Plays the scenario on a server and folders of its own, which go away with it. */
export async function playCuts(scenario: CutScenario): Promise<readonly CutReport[]> {
  const root = await mkdtemp(join(tmpdir(), 'bayernbox-cuts-'));
  const server = await startDevServer({
    users: [USER],
    profile: scenario.profile,
    dataDirectory: join(root, 'server'),
  });
  try {
    await using line = await openFlakyLine(Number(new URL(server.url).port));
    const [first, second] = [await addComputer(root, 'first'), await addComputer(root, 'second')];
    await writeRandomFile(join(first.folder, FILE), scenario.sizeBytes);
    const random = createSeededRandom(scenario.seed);
    const play = async (computer: Computer, direction: Direction): Promise<CutReport> => {
      const afterBytes = Array.from({ length: scenario.cuts }, () => Math.ceil(random() * scenario.sizeBytes));
      const did = await syncOver(line, computer, { direction, afterBytes: afterBytes.toSorted((a, b) => a - b) });
      return { ...did, direction, source: await hashFolder(first.folder), target: await hashFolder(computer.folder) };
    };
    const up = await play(first, 'up');
    const down = await play(second, 'down');
    // What came to the second computer is what the server had.
    return [{ ...up, target: down.target }, down];
  } finally {
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
}

interface Computer {
  readonly folder: string;
  readonly stateDirectory: string;
}

async function addComputer(root: string, name: string): Promise<Computer> {
  const computer = { folder: join(root, name, 'BayernBox'), stateDirectory: join(root, name, 'state') };
  for (const path of Object.values(computer)) await mkdir(path, { recursive: true });
  return computer;
}

/** Blocks that differ: a part that was sent twice or left out would show. */
async function writeRandomFile(path: string, sizeBytes: number): Promise<void> {
  await using file = await open(path, 'w');
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let left = sizeBytes; left > 0; left -= block.length) {
    randomFillSync(block);
    await file.write(block, 0, Math.min(left, block.length));
  }
}

async function hashFolder(folder: string): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const name of (await readdir(folder)).toSorted()) {
    if (name.startsWith('.')) continue;
    const hash = createHash('sha1');
    await pipeline(createReadStream(join(folder, name)), hash);
    hashes[name] = hash.digest('hex');
  }
  return hashes;
}

type Passage = Pick<CutReport, 'cuts' | 'sessions' | 'passedBytes' | 'durationMs'>;

/** Syncs until both sides are equal. A person asks for each run, so that nothing is waited for. */
async function syncOver(
  line: FlakyLine,
  computer: Computer,
  plan: { readonly direction: Direction; readonly afterBytes: readonly number[] },
): Promise<Passage> {
  const before = { cuts: line.cuts, bytes: line.passedBytes[plan.direction], startedMs: performance.now() };
  line.plan(plan.direction, plan.afterBytes);
  for (let sessions = 1; sessions <= MAX_SESSIONS; sessions += 1) {
    if (!(await syncOnce(line, computer))) continue;
    return {
      cuts: line.cuts - before.cuts,
      sessions,
      passedBytes: line.passedBytes[plan.direction] - before.bytes,
      durationMs: performance.now() - before.startedMs,
    };
  }
  throw new Error(`not equal after ${MAX_SESSIONS} starts`);
}

/** One start of the engine, up to its end at a cut; true when both sides are equal. */
async function syncOnce(line: FlakyLine, computer: Computer): Promise<boolean> {
  const stop = new AbortController();
  line.onCut = () => {
    if (line.cuts % CUTS_PER_SESSION === 0) stop.abort();
  };
  const engine = createEngine({
    ...PLAIN_OPTIONS,
    localRootPath: computer.folder,
    serverUrl: line.url,
    credentials: { kind: 'basic', userName: USER.name, password: USER.password },
    remotePath: ROOT_PATH,
    stateDirectory: computer.stateDirectory,
    onEvent: () => {},
  });
  if (!engine.ok) throw new Error(`no engine: ${engine.error.detail}`);
  const { folder } = engine.value;
  try {
    const opened = await folder.open(stop.signal);
    for (let run = 0; opened.ok && run < MAX_RUNS && !stop.signal.aborted; run += 1) {
      folder.tryFailedNow();
      if ((await folder.run({ kind: 'everything' }, stop.signal)).kind === 'idle') return true;
    }
    return false;
  } finally {
    await folder.close();
  }
}
