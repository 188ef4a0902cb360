import type { Site } from './bench-server.ts';
import { openSite } from './bench-server.ts';
import type { Computer, Contender } from './contenders.ts';
import type { SmallFiles } from './small-files.ts';
import { listPaths, putFiles, waitUntilStill, writeFiles } from './small-files.ts';

/** A computer that is in sync with a server of its own. */
export interface SyncedComputer extends Computer {
  readonly site: Site;
  readonly homePath: string;
  /** Passes that have been measured on it. */
  rounds: number;
  /** A file that nobody has touched yet, in another directory than those before it. */
  readonly takePath: () => string;
}

/** Files between two that are taken: the next is in another directory. */
const PLACES_APART = 101;

/** Computers that are in sync, one for each program, made when they are first asked for. */
export class SyncedComputers implements AsyncDisposable {
  readonly files: SmallFiles;
  readonly #computers = new Map<string, Promise<SyncedComputer>>();
  readonly #sites: Site[] = [];

  constructor(files: SmallFiles) {
    this.files = files;
  }

  /**
   * The same bytes with the same times lie on both sides: the program only has to find that out, and does it here. What
   * could not be made once is not tried again: it takes minutes.
   */
  async find(contender: Contender): Promise<SyncedComputer> {
    const known = this.#computers.get(contender.name);
    if (known !== undefined) return known;
    const made = this.#make(contender);
    this.#computers.set(contender.name, made);
    return made;
  }

  async #make(contender: Contender): Promise<SyncedComputer> {
    const site = await openSite();
    this.#sites.push(site);
    await putFiles(site.server, this.files);
    const homePath = await site.makeHome(contender.name);
    const computer = await contender.addComputer(homePath, site.server);
    await writeFiles(computer.folder, this.files);
    await waitUntilStill();
    await computer.sync();
    // What it wrote down of its own acts may lead to one more look; that one is not what is measured.
    await computer.sync();
    const paths = listPaths(this.files);
    let taken = 0;
    return {
      folder: computer.folder,
      site,
      homePath,
      rounds: 0,
      takePath() {
        taken += 1;
        return paths[taken * PLACES_APART] ?? '';
      },
      sync: async () => {
        try {
          return await computer.sync();
        } catch (error) {
          // Nobody knows where it stopped: whoever comes next gets another one.
          this.#computers.delete(contender.name);
          throw error;
        }
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const site of this.#sites) await site[Symbol.asyncDispose]();
  }
}

/** All computers of a run: scenarios that want the same files get the same computers, because making them takes minutes. */
export class ComputerPool implements AsyncDisposable {
  readonly #computers = new Map<string, SyncedComputers>();

  of(files: SmallFiles): SyncedComputers {
    const key = JSON.stringify(files);
    const known = this.#computers.get(key);
    if (known !== undefined) return known;
    const made = new SyncedComputers(files);
    this.#computers.set(key, made);
    return made;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const computers of this.#computers.values()) await computers[Symbol.asyncDispose]();
  }
}
