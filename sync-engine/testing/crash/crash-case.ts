import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { Totals } from '../../core/model/engine-state.ts';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import { MAX_IDLE_REQUESTS, withoutMarks } from '../scenarios/run-scenario.ts';
import type { FileTree } from '../scenarios/scenario.ts';
import type { CrashCopy } from './crash-stage.ts';
import type { Order } from './engine-process.ts';
import { parseDiary } from './moments.ts';
import type { Diary, KillPoint } from './moments.ts';
import { END_TREE, KEPT_LABELS, LARGE_DOWNLOAD_BYTES, LARGE_UPLOAD_BYTES, SMALL_FILES_BYTES } from './story.ts';
import { labelOf } from './versions.ts';

const PROGRAM = fileURLToPath(new URL('engine-process.ts', import.meta.url));

/** How a process ended that was to be killed. */
export interface ProcessEnd {
  readonly isKilled: boolean;
  readonly diary: Diary;
}

/** What is to be seen after a crash, before anything runs again. */
interface Wreck {
  /** Visible files of both sides whose content is not whole. */
  readonly torn: readonly string[];
  readonly stagedBytes: number;
}

/** What is to be seen after the restart, in the words of a failing test. */
export interface Recovery {
  readonly end: string;
  /** Files that were not whole when the process was gone. */
  readonly torn: readonly string[];
  readonly here: FileTree;
  readonly there: FileTree;
  /** What the story takes away here and is not in the safety store, and what is there but not whole. */
  readonly missingKept: readonly string[];
  /** Private files that only make sense while the engine works. */
  readonly leftovers: readonly string[];
  readonly again: string;
  /** Large transfers that started anew although some of it was there. */
  readonly restarted: readonly string[];
}

/** What must be seen after every restart, wherever the process died. */
export const RECOVERED: Recovery = {
  end: 'idle',
  torn: [],
  here: END_TREE,
  there: END_TREE,
  missingKept: [],
  leftovers: [],
  again: 'quiet',
  restarted: [],
};

/** Runs the engine in a process of its own until it is done or kills itself. Rejects when it ends in another way. */
export async function runProcess(order: Order, killPoint: KillPoint | undefined): Promise<ProcessEnd> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify({ ...order, killPoint })], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(order.folderPath), '..', 'compile-cache') },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, by) => (code === 0 || by === 'SIGKILL' ? resolve(by) : reject(new Error(output))));
  });
  return { isKilled: signal === 'SIGKILL', diary: parseDiary(readFileSync(order.diaryPath, 'utf8')) };
}

/** Looks at what the crash left behind, starts again undisturbed, and looks at the end. */
export async function recover(copy: CrashCopy, diary: Diary): Promise<Recovery> {
  const wreck = await lookAtWreck(copy);
  const session = await copy.computer.sync();
  // The proof of rest is left by the first pass in which nothing at all changes, stamps of files here included.
  const again = [await syncQuietly(copy, ['rest_proof']), await syncQuietly(copy, [])];
  return {
    end: session.end.kind,
    torn: wreck.torn,
    here: toLabels(withoutMarks(copy.computer.readTree())),
    there: toLabels(withoutMarks(await copy.serverFolder.readTree())),
    missingKept: findMissingKept(copy.computer.readKept().map(labelOf)),
    leftovers: listLeftovers(copy),
    again: again.find((verdict) => verdict !== 'quiet') ?? 'quiet',
    restarted: findRestarted(session.totals, { confirmedBytes: diary.confirmedBytes, stagedBytes: wreck.stagedBytes }),
  };
}

/** One more session, which must have nothing to do, and nothing to write but in the tables that are named. */
async function syncQuietly({ computer, databasePath }: CrashCopy, mayChange: readonly string[]): Promise<string> {
  const before = readFileSync(databasePath);
  const { again, story } = await computer.sync();
  // It changes with every transaction that changed a row, once the database is closed.
  const after = readFileSync(databasePath);
  const changedTables = listChangedTables(before, after);
  const isAllowed = mayChange.length > 0 && changedTables.every((name) => mayChange.includes(name));
  const isQuiet = again.planned === 0 && again.requests <= MAX_IDLE_REQUESTS && story.length === 0;
  return isQuiet && (isAllowed || before.equals(after))
    ? 'quiet'
    : `not quiet: ${JSON.stringify({ again, story, changedTables })}`;
}

async function lookAtWreck({ computer, serverFolder }: CrashCopy): Promise<Wreck> {
  const here = Object.entries(toLabels(computer.readTree()));
  const there = Object.entries(toLabels(await serverFolder.readTree()));
  const torn = [...here, ...there].filter(([, label]) => label.startsWith('NOT WHOLE')).map(([path]) => path);
  return { torn, stagedBytes: sizeOfFiles(privatePath(computer.folderPath, 'staging')) };
}

function findMissingKept(labels: readonly string[]): readonly string[] {
  const missing = KEPT_LABELS.filter((label) => !labels.includes(label));
  return [...missing, ...labels.filter((label) => label.startsWith('NOT WHOLE'))];
}

function findRestarted(
  { bytesUp, bytesDown }: Totals,
  before: { readonly confirmedBytes: number; readonly stagedBytes: number },
): readonly string[] {
  const isUpNew = bytesUp > LARGE_UPLOAD_BYTES - before.confirmedBytes + SMALL_FILES_BYTES;
  const isDownNew = bytesDown > LARGE_DOWNLOAD_BYTES - before.stagedBytes + SMALL_FILES_BYTES;
  return [
    ...(isUpNew ? [`upload: ${bytesUp} bytes, ${before.confirmedBytes} were there`] : []),
    ...(isDownNew ? [`download: ${bytesDown} bytes, ${before.stagedBytes} were there`] : []),
  ];
}

function toLabels(tree: FileTree): FileTree {
  return Object.fromEntries(
    Object.entries(tree)
      .map(([path, text]) => [path, path.endsWith('/') ? '' : labelOf(text)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Files that only make sense while the engine works. */
function listLeftovers({ computer }: CrashCopy): readonly string[] {
  return ['staging', 'aside'].flatMap((name) =>
    readdirSync(privatePath(computer.folderPath, name)).map((file) => `${name}/${file}`),
  );
}

function sizeOfFiles(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

function privatePath(folderPath: string, name: string): string {
  return join(folderPath, PRIVATE_FOLDER, name);
}

/** In which tables of two sync databases, as the files hold them, not the same rows are. */
function listChangedTables(before: Uint8Array, after: Uint8Array): readonly string[] {
  const [was, is] = [readTables(before), readTables(after)];
  return [...was.keys()].filter((name) => was.get(name) !== is.get(name));
}

function readTables(bytes: Uint8Array): ReadonlyMap<string, string> {
  const path = join(mkdtempSync(join(tmpdir(), 'bayernbox-tables-')), 'sync.db');
  writeFileSync(path, bytes);
  const database = new DatabaseSync(path, { readBigInts: true });
  try {
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return new Map(
      names.map(({ name }) => {
        const rows = database.prepare(`SELECT * FROM ${String(name)}`).all();
        return [String(name), inspect(rows, { maxArrayLength: null })];
      }),
    );
  } finally {
    database.close();
    rmSync(dirname(path), { recursive: true });
  }
}
