import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { useDirectoryChoice } from '../../components/directory-choice/use-directory-choice.ts';
import type { DirectoryChoice } from '../../components/directory-choice/use-directory-choice.ts';
import type { DirectorySource } from '../../components/directory-choice/use-remote-tree.ts';
import type { SelectedSize } from '../../components/directory-choice/choice-summary.ts';
import { sumSelected } from '../../components/directory-choice/choice-summary.ts';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import type { Loaded } from '../../state/use-answer.ts';
import { useAppState, useFolders } from '../../state/use-folders.ts';
import type { Inspection } from '../../state/use-inspection.ts';
import { useInspection } from '../../state/use-inspection.ts';
import { findOwnName } from './describe-space.ts';
import { setUpMessages } from './messages.ts';

/** A space of the account, as the server tells it. */
export type SpaceItem = RequestOutput<'listSpaces'>['items'][number];

/** The space without an id: the user's own files. */
export const OWN_FILES = '';

/** A sync folder that is not there yet: what a person has chosen for it so far. */
export interface Draft {
  readonly accountId: string;
  readonly spaces: Loaded<readonly SpaceItem[]>;
  /** Undefined until the spaces are known. */
  readonly space: SpaceItem | undefined;
  /** What the space is called, where it has a name of its own. */
  readonly spaceName: string | undefined;
  readonly setSpace: (spaceId: string) => void;
  /** All of it belongs to a sync folder already. */
  readonly isSynced: (space: SpaceItem) => boolean;
  /** Undefined until a space is. */
  readonly source: DirectorySource | undefined;
  readonly choice: DirectoryChoice;
  /** How large all is that comes; undefined while the server has not told. */
  readonly selected: SelectedSize | undefined;
  readonly localPath: string;
  readonly setLocalPath: (localPath: string) => void;
  /** Of the place; undefined while it is not known. */
  readonly inspection: Inspection | undefined;
}

const EVERYTHING: ReadonlySet<string> = new Set();

/** Keeps what was chosen from step to step. Another account, or another space, begins with everything selected. */
export function useDraft(accountId: string, firstSpaceId: string | undefined): Draft {
  const spaces = useSpaces(accountId);
  const [wanted, setWanted] = useState<{ readonly accountId: string; readonly spaceId: string }>();
  const items = spaces.kind === 'loaded' ? spaces.value : [];
  const isSynced = useSynced(accountId);
  const wantedId = wanted?.accountId === accountId ? wanted.spaceId : firstSpaceId;
  const space =
    items.find(({ spaceId = OWN_FILES }) => spaceId === wantedId) ?? items.find((item) => !isSynced(item)) ?? items[0];
  const source = useSource(accountId, space);
  const choice = useDirectoryChoice(source, EVERYTHING);
  const text = useText(setUpMessages);
  const spaceName = space === undefined ? undefined : findOwnName(space, text);
  const suggested = useSuggestedFolder(accountId, spaceName);
  const [typed, setTyped] = useState<string>();
  const localPath = typed ?? suggested;
  const quota = useAppState()?.accounts.find((account) => account.accountId === accountId)?.quota;
  const { tree, chosen } = choice;
  const wholeBytes = space?.usedBytes ?? (space?.spaceId === undefined ? quota?.usedBytes : undefined);
  const selected = useMemo(() => sumSelected(tree, chosen, wholeBytes), [tree, chosen, wholeBytes]);
  return {
    accountId,
    spaces,
    space,
    setSpace: (spaceId) => setWanted({ accountId, spaceId }),
    isSynced,
    spaceName,
    source,
    choice,
    selected,
    localPath,
    setLocalPath: setTyped,
    inspection: useInspection(localPath),
  };
}

/**
 * Those of another account are not shown while the right ones are on their way. They are told once: whoever comes back to
 * a set-up that waited must find no other space, and not none, under what was chosen.
 */
function useSpaces(accountId: string): Loaded<readonly SpaceItem[]> {
  const { api } = useDesktop();
  const told = useRef<{ readonly accountId: string; readonly items: readonly SpaceItem[] }>(undefined);
  const [loaded] = useAnswer(
    useCallback(async () => {
      const { current } = told;
      if (current?.accountId === accountId) return { ok: true as const, value: current };
      const answer = await api.listSpaces({ accountId });
      if (!answer.ok) return answer;
      const value = { accountId, items: answer.value.items };
      told.current = value;
      return { ok: true as const, value };
    }, [api, accountId]),
  );
  if (loaded.kind !== 'loaded') return loaded;
  return loaded.value.accountId === accountId ? { ...loaded, value: loaded.value.items } : { kind: 'loading' };
}

function useSource(accountId: string, space: SpaceItem | undefined): DirectorySource | undefined {
  const { api } = useDesktop();
  const isKnown = space !== undefined;
  const spaceId = space?.spaceId;
  return useMemo(() => {
    if (!isKnown) return undefined;
    const where = { accountId, ...(spaceId === undefined ? {} : { spaceId }) };
    return {
      list: (path) => api.listServerDirectories({ ...where, path }),
      search: (text, isFurther) => api.searchServerDirectories({ ...where, text, isFurther }),
    };
  }, [api, accountId, isKnown, spaceId]);
}

/**
 * Which spaces of an account are synced as a whole. As it was in the beginning: the space that somebody is setting up is
 * not another one as soon as it is there.
 */
function useSynced(accountId: string): (space: SpaceItem) => boolean {
  const now = useFolders();
  const [folders] = useState(now);
  const own = folders.filter((folder) => folder.accountId === accountId && folder.remotePath === '');
  const synced = new Set(own.map(({ spaceId }) => spaceId));
  return ({ spaceId }) => synced.has(spaceId);
}

function useSuggestedFolder(accountId: string, spaceName: string | undefined): string {
  const { api } = useDesktop();
  const [localPath, setLocalPath] = useState('');
  useEffect(() => {
    let isWanted = true;
    void api.suggestLocalFolder({ accountId, ...(spaceName === undefined ? {} : { spaceName }) }).then((answer) => {
      if (isWanted && answer.ok) setLocalPath(answer.value.localPath);
    });
    return () => {
      isWanted = false;
    };
  }, [api, accountId, spaceName]);
  return localPath;
}
