import { useEffect, useMemo, useState } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { toItemName } from '#ipc/item-name.ts';
import { sortByPath } from '#ipc/sort-by-path.ts';
import type { UserError } from '#ipc/user-error.ts';
import type { DirectorySource, LoadedTree, RemoteDirectory } from './use-remote-tree.ts';

/** So long, in ms, a person may pause between two letters before the engine is asked. */
const PAUSE_MS = 200;

/** Times that the server is asked for more before a person is asked whether to go on: some hundred folders. */
const STEPS_AT_ONCE = 20;

type Answered = RequestOutput<'searchDirectories'>;

/** How far a search is. `paused`: a person can let it go on. */
export interface SearchState extends Omit<Answered, 'items'> {
  readonly kind: 'searching' | 'paused' | 'done' | 'failed';
  readonly error: UserError | undefined;
}

/** What a search has found so far. */
export interface Search {
  readonly found: readonly RemoteDirectory[];
  /** Undefined until the engine has first answered. */
  readonly state: SearchState | undefined;
  readonly goOn: () => void;
}

/**
 * Folders whose name contains a text: those that have been loaded here at once, those that the engine knows as soon as it
 * has answered, and then, step by step, those in folders into which nobody has looked. Undefined without a text.
 */
export function useSearch(source: DirectorySource, search: string, tree: LoadedTree): Search | undefined {
  const wanted = search.trim().toLocaleLowerCase();
  const [last, setLast] = useState<Run>(() => begin(source, wanted));
  const run = last.wanted === wanted && last.source === source ? last : begin(source, wanted);
  useEffect(() => {
    if (wanted === '' || !isDue(run)) return undefined;
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      const answer = await source.search(wanted, run.steps > 0);
      if (!isCurrent) return;
      const result = answer.ok ? { answered: answer.value } : { error: answer.error };
      setLast({ ...run, steps: run.steps + 1, ...result });
    };
    const timer = setTimeout(() => void ask(), run.steps === 0 ? PAUSE_MS : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // A run that has not begun is made anew by each drawing: its text names it.
  }, [source, wanted, last]);
  const found = useMemo(() => findAll(wanted, tree, run.answered?.items ?? []), [wanted, tree, run.answered]);
  const goOn = (): void => setLast({ ...run, error: undefined, allowed: run.steps + STEPS_AT_ONCE });
  return wanted === '' ? undefined : { found, state: toState(run), goOn };
}

/** One text that is looked for. */
interface Run {
  readonly source: DirectorySource;
  readonly wanted: string;
  readonly answered: Answered | undefined;
  readonly error: UserError | undefined;
  /** Times that the engine has answered, and how often it may before a person is asked. */
  readonly steps: number;
  readonly allowed: number;
}

function begin(source: DirectorySource, wanted: string): Run {
  return { source, wanted, answered: undefined, error: undefined, steps: 0, allowed: STEPS_AT_ONCE };
}

function isDue({ answered, error, steps, allowed }: Run): boolean {
  return error === undefined && (answered === undefined || (answered.waiting > 0 && steps < allowed));
}

function toState(run: Run): SearchState | undefined {
  const { answered, error } = run;
  if (answered === undefined && error === undefined) return undefined;
  const { total, searched, waiting, unreadable } = answered ?? NOTHING;
  const kind = error !== undefined ? 'failed' : isDue(run) ? 'searching' : waiting > 0 ? 'paused' : 'done';
  return { kind, error, total, searched, waiting, unreadable };
}

const NOTHING = { total: 0, searched: 0, waiting: 0, unreadable: 0 };

/** What was loaded says more than what the engine remembers. */
function findAll(wanted: string, tree: LoadedTree, known: Answered['items']): readonly RemoteDirectory[] {
  const found = new Map<string, RemoteDirectory>(
    known.map((item) => [item.path, { ...item, name: toItemName(item.path) }]),
  );
  for (const children of tree.values()) {
    for (const directory of children.kind === 'loaded' ? children.directories : []) {
      if (directory.name.toLocaleLowerCase().includes(wanted)) found.set(directory.path, directory);
    }
  }
  return sortByPath(found.values(), ({ path }) => path);
}
