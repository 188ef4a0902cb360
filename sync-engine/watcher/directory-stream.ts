import { lstatSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { ReaddirpStream } from 'readdirp';

type Listing = Awaited<ReturnType<ReaddirpStream['_exploreDir']>>;

/**
 * Directories that are read at the same time, of all that are watched. What the disk has read while the event loop was
 * busy is handled in one go: with all directories at once that would be one long stall, and all their names in memory.
 */
const LANES = 4;

let free = LANES;
const waiting: (() => void)[] = [];

async function inLane<Value>(read: () => Promise<Value>): Promise<Value> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await read();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }
}

/**
 * The directories in one directory with their stats, in place of everything in it, as chokidar wants to have them. Files
 * are told apart by what the listing says of them: nobody asks for their stats.
 */
export class DirectoryStream extends ReaddirpStream {
  constructor(root: string) {
    super({
      root,
      type: 'directories',
      alwaysStat: false,
      depth: 0,
      directoryFilter: (entry) => {
        const stats = findStats(entry.fullPath);
        if (stats !== undefined) entry.stats = stats;
        return stats?.isDirectory() === true;
      },
    });
  }

  // Called by the constructor of the class above, when this one has no fields yet.
  override async _exploreDir(path: string, depth: number): Promise<Listing> {
    const listing = await inLane(() => super._exploreDir(path, depth));
    return { ...listing, files: listing.files?.filter((file) => typeof file !== 'string' && file.isDirectory()) };
  }
}

/** What cannot be looked at is not watched; that it cannot be read is told by whoever lists the directory. */
function findStats(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
