import type { Site } from './bench-server.ts';
import type { Computer, Contender } from './contenders.ts';
import type { SmallFiles } from './small-files.ts';
import { waitUntilStill, writeFiles } from './small-files.ts';

/** Computers that are in sync with the server, one for each program, made when they are first asked for. */
export class SyncedComputers {
  readonly #site: Site;
  readonly #files: SmallFiles;
  readonly #computers = new Map<string, Computer>();

  /** `files` are on the server. */
  constructor(site: Site, files: SmallFiles) {
    this.#site = site;
    this.#files = files;
  }

  /** The same bytes with the same times lie on both sides: the program only has to find that out, and does it here. */
  async find(contender: Contender): Promise<Computer> {
    const known = this.#computers.get(contender.name);
    if (known !== undefined) return known;
    const computer = await contender.addComputer(await this.#site.makeHome(contender.name), this.#site.server);
    await writeFiles(computer.folder, this.#files);
    await waitUntilStill();
    await computer.sync();
    this.#computers.set(contender.name, computer);
    return computer;
  }
}
