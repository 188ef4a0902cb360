import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DevServer } from '#dev-server/dev-server.ts';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import { createEngine } from '#sync-engine/engine/create-engine.ts';
import type { Engine } from '#sync-engine/engine/create-engine.ts';
import type { RunEnd } from '#sync-engine/engine/run-end.ts';
import { syncUntilEqual } from '#sync-engine/engine/sync-until-equal.ts';
import type { Random } from '#sync-engine/testing/properties/random.ts';
import { PLAIN_OPTIONS } from '#sync-engine/testing/builders/engine-options.ts';

const NAMES = ['a', 'b', 'c', 'd.txt', 'Ordner ä', 'x y'];

/** A computer with a real folder and the real engine, and a person who changes files there. */
export class StressComputer {
  readonly folder: string;
  readonly #stateFolder: string;
  readonly #server: DevServer;
  readonly #user: string;

  constructor(base: string, name: string, account: { readonly server: DevServer; readonly user: string }) {
    this.folder = join(base, name);
    this.#stateFolder = join(base, `state-${name}`);
    this.#server = account.server;
    this.#user = account.user;
    mkdirSync(this.folder);
  }

  /** Syncs until nothing is left to do, or until the signal stops it in the middle. */
  async sync(signal: AbortSignal): Promise<RunEnd> {
    const engine = this.#createEngine();
    try {
      const opened = await engine.folder.open(signal);
      if (!opened.ok) return { kind: 'stopped', error: opened.error };
      return await syncUntilEqual(engine.folder, engine.clock, signal);
    } finally {
      await engine.folder.close();
    }
  }

  /** Everything in the folder by path: text of files, `/` for directories. */
  read(): ReadonlyMap<string, string> {
    return readTree(this.folder, '');
  }

  /** One change, as a person or program makes it; in words, for the trace. Adds to and takes from what is owed. */
  change(random: Random, owed: Set<string>, newText: () => string): string {
    const paths = [...this.read().keys()].filter((path) => !path.startsWith('.bayernbox'));
    const path = random.pick(paths);
    const target = this.#freePlace(random);
    const dice = random.below(10);
    if (path === undefined || dice < 3)
      return target === undefined ? 'nothing' : this.#create(target, random, { owed, newText });
    const absolute = join(this.folder, path);
    const isDirectory = statSync(absolute).isDirectory();
    if (dice < 6 && !isDirectory) {
      owed.delete(readFileSync(absolute, 'utf8'));
      const text = newText();
      owed.add(text);
      writeFileSync(absolute, text);
      return `edit ${path} → ${text}`;
    }
    if (dice < 9 && target !== undefined && !`${target}/`.startsWith(`${path}/`)) {
      renameSync(absolute, join(this.folder, target));
      return `move ${path} → ${target}`;
    }
    for (const text of isDirectory ? readTree(absolute, '').values() : [readFileSync(absolute, 'utf8')])
      owed.delete(text);
    rmSync(absolute, { recursive: true });
    return `delete ${path}`;
  }

  #create(
    target: string,
    random: Random,
    { owed, newText }: { readonly owed: Set<string>; readonly newText: () => string },
  ): string {
    const absolute = join(this.folder, target);
    if (random.chance(35)) {
      mkdirSync(absolute);
      return `new directory ${target}`;
    }
    const text = newText();
    owed.add(text);
    writeFileSync(absolute, text);
    return `new ${target} ${text}`;
  }

  #freePlace(random: Random): string | undefined {
    const directories = ['', ...[...this.read()].filter(([, text]) => text === '/').map(([path]) => path)];
    const parent = random.pick(directories);
    const name = random.pick(NAMES);
    if (parent === undefined || name === undefined) return undefined;
    const path = parent === '' ? name : `${parent}/${name}`;
    return existsSync(join(this.folder, path)) ? undefined : path;
  }

  #createEngine(): Engine {
    const engine = createEngine({
      ...PLAIN_OPTIONS,
      localRootPath: this.folder,
      serverUrl: this.#server.url,
      credentials: { kind: 'basic', userName: this.#user, password: 'pw' },
      remotePath: ROOT_PATH,
      stateDirectory: this.#stateFolder,
      onEvent: () => {},
    });
    if (!engine.ok) throw new Error(engine.error.code);
    return engine.value;
  }
}

function readTree(root: string, below: string): ReadonlyMap<string, string> {
  const tree = new Map<string, string>();
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (path === '.bayernbox') continue;
    if (entry.isDirectory()) {
      tree.set(path, '/');
      for (const [inner, text] of readTree(root, path)) tree.set(inner, text);
    } else tree.set(path, readFileSync(join(root, path), 'utf8'));
  }
  return tree;
}
