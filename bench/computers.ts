import type { Site } from './bench-server.ts';
import { openSite } from './bench-server.ts';
import type { Computer, Contender } from './contenders.ts';
import type { SmallFiles } from './small-files.ts';
import { putFiles, waitUntilStill, writeFiles } from './small-files.ts';

/** A computer that is in sync with a server of its own. */
export interface SyncedComputer extends Computer {
  readonly site: Site;
  readonly homePath: string;
  /** Passes that have been measured on it. */
  rounds: number;
}

/** Computers that are in sync, one for each program, made when they are first asked for. */
export class SyncedComputers implements AsyncDisposable {
  readonly #files: SmallFiles;
  readonly #computers = new Map<string, SyncedComputer>();

  constructor(files: SmallFiles) {
    this.#files = files;
  }

  /** The same bytes with the same times lie on both sides: the program only has to find that out, and does it here. */
  async find(contender: Contender): Promise<SyncedComputer> {
    const known = this.#computers.get(contender.name);
    if (known !== undefined) return known;
    const site = await openSite();
    await putFiles(site.server, this.#files);
    const homePath = await site.makeHome(contender.name);
    const computer = await contender.addComputer(homePath, site.server);
    await writeFiles(computer.folder, this.#files);
    await waitUntilStill();
    await computer.sync();
    // What it wrote down of its own acts may lead to one more look; that one is not what is measured.
    await computer.sync();
    const synced = { ...computer, site, homePath, rounds: 0 };
    this.#computers.set(contender.name, synced);
    return synced;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { site } of this.#computers.values()) await site[Symbol.asyncDispose]();
  }
}
