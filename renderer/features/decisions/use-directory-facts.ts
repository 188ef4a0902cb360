import { useEffect, useState } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { parentOf } from '../../components/directory-choice/selection-model.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import { inTurns } from './in-turns.ts';

/** What the server tells of one directory. */
export type DirectoryFacts = RequestOutput<'listDirectoryChoices'>['items'][number];

/** Places that are asked for at once: the engine asks the server for each, and it has other work. */
const AT_ONCE = 4;

const NOTHING: ReadonlyMap<string, DirectoryFacts> = new Map();

/**
 * What the server tells of these directories, by path, as it comes. A place that holds several is asked for once; what it
 * does not tell is not there.
 */
export function useDirectoryFacts(folderId: string, paths: readonly string[]): ReadonlyMap<string, DirectoryFacts> {
  const { api } = useDesktop();
  const [facts, setFacts] = useState(NOTHING);
  // By their names: the same directories are asked about once, however often they are listed.
  const names = JSON.stringify(paths);
  useEffect(() => {
    const end = new AbortController();
    const places = new Set((JSON.parse(names) as readonly string[]).map(parentOf));
    void inTurns([...places], { atOnce: AT_ONCE, signal: end.signal }, async (place) => {
      const answer = await api.listDirectoryChoices({ folderId, path: place });
      if (!answer.ok || end.signal.aborted) return;
      const found = answer.value.items.map(
        (item) => [place === '' ? item.name : `${place}/${item.name}`, item] as const,
      );
      setFacts((before) => new Map([...before, ...found]));
    });
    return () => end.abort();
  }, [api, folderId, names]);
  return facts;
}
