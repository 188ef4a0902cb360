import type { RelativePath } from '../core/model/relative-path.ts';
import type { Steps } from '../core/model/steps.ts';
import type { KeptReading } from './packed-reading.ts';
import { digestTree } from './packed-reading.ts';

/** What was read of one directory. */
interface ReadDirectory {
  readonly reading: KeptReading;
}

/** What every directory showed at one time, without the readings themselves. */
export interface RememberedTree {
  /** Of all of them. */
  readonly fingerprint: string;
  /** True when what was read of a directory now is the very same, down to the clock tick of the file system. */
  readonly isSame: (path: RelativePath, now: ReadDirectory) => boolean;
}

/** Undefined while anything could not be read. Nothing may be read meanwhile. */
export function* rememberTree(
  directories: Iterable<readonly [RelativePath, ReadDirectory | undefined]>,
): Steps<RememberedTree | undefined> {
  const digests = new Map<RelativePath, string>();
  for (const [path, seen] of directories) {
    if (seen?.reading.kind !== 'read') return undefined;
    digests.set(path, seen.reading.digest);
    yield;
  }
  return {
    fingerprint: digestTree(digests),
    isSame: (path, { reading }) => reading.kind === 'read' && reading.digest === digests.get(path),
  };
}
