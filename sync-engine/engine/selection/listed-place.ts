import type { FileId } from '../../core/model/ids.ts';
import type { ChoosableDirectory } from '../../core/selection/choosable.ts';
import { describeLetters } from '../../core/selection/choosable.ts';
import type { Listing } from '../../transport/transport.ts';

/** One directory with the directories in it. */
export interface ListedPlace {
  /** Of all it holds; undefined where the server does not tell. */
  readonly sizeBytes: number | undefined;
  readonly directories: readonly ChoosableDirectory[];
}

/** The directories of a listing, by name, for somebody who chooses. `countFiles`: as far as anybody has counted. Pure. */
export function toListedPlace(
  { self, children }: Listing,
  countFiles: (fileId: FileId) => number | undefined,
): ListedPlace {
  const found = children.filter(({ kind }) => kind === 'directory').toSorted((a, b) => a.name.localeCompare(b.name));
  // 0 is also what servers say that do not know. One that tells of the whole knows of what is its own.
  const tells = self.sizeBytes > 0;
  return {
    sizeBytes: tells ? self.sizeBytes : undefined,
    directories: found.map(({ name, fileId, sizeBytes, permissions }) => {
      const letters = describeLetters(permissions, self.permissions);
      const isKnown = sizeBytes > 0 || (tells && letters.sharing === 'none');
      return { name, sizeBytes: isKnown ? sizeBytes : undefined, fileCount: countFiles(fileId), ...letters };
    }),
  };
}
