import type { RemoteKey } from '../model/ids.ts';
import { isAllowed, isMountPoint } from '../model/permissions.ts';
import type { NodeKind } from '../model/observation.ts';

/** One directory of the server, for somebody who chooses what shall be here. */
export interface ChoosableDirectory {
  readonly name: string;
  /** Of all it holds; undefined where the server does not tell. */
  readonly sizeBytes: number | undefined;
  /** Undefined where nobody has looked into all of it. */
  readonly fileCount: number | undefined;
  /** `external`: a storage of another system is mounted there. */
  readonly sharing: 'none' | 'shared' | 'external';
  /** Nothing can be put into it. */
  readonly isReadOnly: boolean;
}

/** What the letters of a directory tell to a person. Pure. */
export function describeLetters(
  letters: string | undefined,
  parentLetters: string | undefined,
): Pick<ChoosableDirectory, 'sharing' | 'isReadOnly'> {
  const isMounted = isMountPoint(letters, parentLetters);
  const isExternal = isMounted && letters?.includes('M') === true && !letters.includes('S');
  return {
    sharing: isExternal ? 'external' : isMounted ? 'shared' : 'none',
    isReadOnly: !isAllowed('create-file', letters) && !isAllowed('create-directory', letters),
  };
}

/** What is needed of a row of the server's tree for counting. */
export interface CountedRow {
  readonly key: RemoteKey;
  readonly parentKey: RemoteKey | undefined;
  readonly kind: NodeKind;
  /** Undefined: what is in this directory has never been listed. */
  readonly listedEtag: unknown;
}

/**
 * How many files each of these directories holds, at any depth; undefined for those of which a part has never been
 * listed. One pass over all rows. Pure.
 */
export function countFiles(
  rows: ReadonlyMap<RemoteKey, CountedRow>,
  directories: ReadonlySet<RemoteKey>,
): ReadonlyMap<RemoteKey, number | undefined> {
  const counts = new Map<RemoteKey, number | undefined>([...directories].map((key) => [key, 0]));
  const tops = new Map<RemoteKey, RemoteKey | undefined>();
  for (const row of rows.values()) {
    const top = findTop(row.key);
    if (top === undefined) continue;
    const isUnlisted = row.kind === 'directory' && row.listedEtag === undefined;
    const count = counts.get(top);
    if (isUnlisted) counts.set(top, undefined);
    else if (row.kind === 'file' && count !== undefined) counts.set(top, count + 1);
  }
  return counts;

  /** The wanted directory that an item is, or lies in. */
  function findTop(start: RemoteKey): RemoteKey | undefined {
    const way: RemoteKey[] = [];
    let top: RemoteKey | undefined;
    for (let at: RemoteKey | undefined = start; at !== undefined; at = rows.get(at)?.parentKey) {
      const known = directories.has(at) ? at : tops.get(at);
      if (known !== undefined) {
        top = known;
        break;
      }
      if (tops.has(at)) break;
      way.push(at);
    }
    for (const key of way) tops.set(key, top);
    return top;
  }
}
