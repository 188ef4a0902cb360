import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createEngine } from '../../engine/create-engine.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { syncUntilEqual } from '../../engine/sync-until-equal.ts';
import type { RunEnd } from '../../engine/run-end.ts';
import type { EngineEvent, Totals } from '../../core/model/engine-state.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import type { FileTree, Step } from './scenario.ts';
import { PLAIN_OPTIONS } from '../builders/engine-options.ts';

/** How a computer reaches its server. */
export interface ComputerAddress {
  readonly serverUrl: string;
  readonly remotePath: RelativePath;
  readonly userName: string;
  readonly password: string;
}

/** How one session of a computer went. */
export interface Session {
  readonly end: RunEnd;
  readonly totals: Totals;
  /** Planned steps, failures and stops, for the message of a failing test. */
  readonly story: readonly string[];
  /** One more run right after: what it planned, and how many requests it took. */
  readonly again: { readonly planned: number; readonly requests: number };
}

/** Longest time that one session may take: far more than it needs, so that a slow machine is no failure. */
const SESSION_MS = 300_000;

/** A computer with one sync folder; its engine starts for each session and knows only what its database kept. */
export class Computer {
  readonly folderPath: string;
  readonly #homePath: string;
  readonly #address: ComputerAddress;

  constructor(homePath: string, address: ComputerAddress) {
    this.#homePath = homePath;
    this.#address = address;
    this.folderPath = join(homePath, 'folder');
    mkdirSync(this.folderPath, { recursive: true });
    mkdirSync(join(homePath, 'state'), { recursive: true });
  }

  /** Syncs until nothing is left to do, then runs once more. Throws when a side cannot be opened. */
  async sync(): Promise<Session> {
    const events: EngineEvent[] = [];
    const engine = this.#createEngine((event) => events.push(event));
    const signal = AbortSignal.timeout(SESSION_MS);
    try {
      const opened = await engine.folder.open(signal);
      if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.detail}`);
      const end = await syncUntilEqual(engine.folder, engine.clock, signal);
      const { totals } = engine.folder;
      const story = events.flatMap(tell);
      const before = engine.transport.requestCount;
      events.length = 0;
      await engine.folder.run({ kind: 'everything' }, signal);
      const planned = events.flatMap((event) => (event.type === 'planned' ? event.operations : [])).length;
      return { end, totals, story, again: { planned, requests: engine.transport.requestCount - before } };
    } finally {
      await engine.folder.close();
    }
  }

  /** Does what a person does; may be called only between sessions. */
  do(step: Step): void {
    const at = (path: string): string => join(this.folderPath, path);
    switch (step.kind) {
      case 'write':
        mkdirSync(dirname(at(step.path)), { recursive: true });
        return writeFileSync(at(step.path), step.text);
      case 'remove':
        return rmSync(at(step.path), { recursive: true });
      case 'move':
        mkdirSync(dirname(at(step.to)), { recursive: true });
        return renameSync(at(step.from), at(step.to));
      case 'make-directory':
        return void mkdirSync(at(step.path), { recursive: true });
      case 'touch':
        return utimesSync(at(step.path), new Date(), new Date());
      case 'replace-by-link':
        cpSync(at(step.path), join(this.#homePath, 'elsewhere'), { recursive: true });
        rmSync(at(step.path), { recursive: true });
        return symlinkSync(join(this.#homePath, 'elsewhere'), at(step.path));
      default:
        step satisfies never;
    }
  }

  /** What a person sees in the folder; links are left out. */
  readTree(): FileTree {
    return readTree(this.folderPath, '');
  }

  /** Texts of all files in the safety store, sorted. */
  readKept(): readonly string[] {
    return Object.values(readTree(join(this.folderPath, PRIVATE_FOLDER, 'kept'), ''))
      .filter((text) => text !== '')
      .toSorted();
  }

  #createEngine(onEvent: (event: EngineEvent) => void): Engine {
    const { serverUrl, remotePath, userName, password } = this.#address;
    const created = createEngine({
      ...PLAIN_OPTIONS,
      localRootPath: this.folderPath,
      serverUrl,
      credentials: { kind: 'basic', userName, password },
      remotePath,
      stateDirectory: join(this.#homePath, 'state'),
      onEvent,
    });
    if (!created.ok) throw new Error(created.error.code);
    return created.value;
  }
}

function readTree(folderPath: string, prefix: string): FileTree {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(folderPath)) {
    if (prefix === '' && name === PRIVATE_FOLDER) continue;
    const path = join(folderPath, name);
    const stats = lstatSync(path);
    if (stats.isDirectory()) Object.assign(tree, { [`${prefix}${name}/`]: '' }, readTree(path, `${prefix}${name}/`));
    else if (stats.isFile()) tree[prefix + name] = readFileSync(path, 'utf8');
  }
  return tree;
}

function tell(event: EngineEvent): readonly string[] {
  if (event.type === 'planned') {
    return event.operations.map(
      ({ side, verb, path, target, reason }) =>
        `${side} ${verb} ${path}${target === undefined ? '' : ` to ${target}`} [${reason.local}/${reason.remote}]`,
    );
  }
  if (event.type === 'not-done') {
    return [`not done: ${event.operation.verb} ${event.operation.path}: ${event.error.code} ${event.error.detail}`];
  }
  return event.type === 'stopped' ? [`stopped: ${event.error.code}`] : [];
}
