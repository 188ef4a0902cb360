import type { Filesystem } from '../../filesystem/filesystem.ts';

/** Private files in which people of other processes leave answers and choices for whoever syncs the folder. */
const PREFIXES: readonly string[] = ['answer-', 'choice-'];

/** All that has been left, one entry for each file and its text. Reads nothing but the private folder. */
export async function readLeftWord(
  filesystem: Pick<Filesystem, 'listPrivate' | 'readPrivate'>,
): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(PREFIXES.map((prefix) => filesystem.listPrivate(prefix)));
  const entries = lists.flat().map(async (name) => `${name}\n${(await filesystem.readPrivate(name)) ?? ''}`);
  return new Set(await Promise.all(entries));
}
