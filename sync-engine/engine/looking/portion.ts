import type { RemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isName, joinPath } from '../../core/model/relative-path.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';

/** One directory as both sides show it, with what is directly in it. */
export interface SeenDirectory {
  readonly path: RelativePath;
  readonly local: LocalView | undefined;
  /** Undefined where the server has no such directory. */
  readonly key: RemoteKey | undefined;
}

/** A directory that both sides have agreed on, and that has to be planned for. */
export interface Candidate extends SeenDirectory {
  /** True where all that differs in it is new: nothing that was agreed on is changed. */
  readonly hasOnlyNews: boolean;
}

export interface PortionInput<Agreed extends Candidate> {
  /** The first ones come first, whatever is in which. */
  readonly candidates: Iterable<Agreed>;
  readonly isAgreedHere: (path: RelativePath) => boolean;
  readonly isAgreedThere: (key: RemoteKey) => boolean;
  readonly findLocal: (path: RelativePath) => LocalView | undefined;
  readonly listThere: (key: RemoteKey) => Iterable<RemoteRow>;
  readonly countThere: (key: RemoteKey) => number;
  /** False for what takes no part here, with all that it holds. */
  readonly takesPart: (path: RelativePath, row: RemoteRow) => boolean;
  /** Items of both sides, in directories with nothing but news, after which what is only new is left for later. */
  readonly maxItems: number;
}

/** What a plan takes in of all that differs. */
export interface Portion<Agreed extends Candidate> {
  readonly agreed: ReadonlySet<Agreed>;
  /** New directories that come with what is directly in them. */
  readonly newHere: ReadonlySet<RelativePath>;
  readonly newThere: ReadonlySet<RemoteKey>;
  /** True: something new is left for later. */
  readonly isCut: boolean;
}

/**
 * Of all that differs, what one plan takes in: everything where something agreed on has changed, and of what is only new
 * whole directories, until there are enough of them. A new directory itself comes with the one that it is in; what it holds
 * may be left for later. Pure.
 *
 * @see docs/adr/0023-a-plan-in-portions.md
 */
export function takePortion<Agreed extends Candidate>(input: PortionInput<Agreed>): Portion<Agreed> {
  const agreed = new Set<Agreed>();
  const newHere = new Set<RelativePath>();
  const newThere = new Set<RemoteKey>();
  let left = input.maxItems;
  let isCut = false;
  for (const candidate of input.candidates) {
    if (left <= 0 && candidate.hasOnlyNews) {
      isCut = true;
      continue;
    }
    agreed.add(candidate);
    // What is in every portion must not fill it.
    if (candidate.hasOnlyNews) left -= countItems(candidate, input);
    const pending = listNewIn(candidate, input);
    for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
      if (left <= 0) {
        isCut ||= countItems(directory, input) > 0;
        continue;
      }
      if (directory.local !== undefined) newHere.add(directory.path);
      if (directory.key !== undefined) newThere.add(directory.key);
      left -= countItems(directory, input);
      pending.push(...listNewIn(directory, input));
    }
  }
  return { agreed, newHere, newThere, isCut };
}

function countItems({ local, key }: SeenDirectory, input: PortionInput<Candidate>): number {
  return (local === undefined ? 0 : local.items.length) + (key === undefined ? 0 : input.countThere(key));
}

/** Directories in it that are not agreed on; one that both sides have under one name is one. */
function listNewIn({ path, local, key: top }: SeenDirectory, input: PortionInput<Candidate>): SeenDirectory[] {
  const found = new Map<RelativePath, SeenDirectory>();
  for (const item of local?.items ?? []) {
    if (item.kind !== 'directory' || input.isAgreedHere(item.path)) continue;
    found.set(item.path, { path: item.path, local: input.findLocal(item.path), key: undefined });
  }
  const others: SeenDirectory[] = [];
  for (const row of top === undefined ? [] : input.listThere(top)) {
    const { key, kind, name } = row;
    if (kind !== 'directory' || !isName(name) || input.isAgreedThere(key)) continue;
    const place = joinPath(path, name);
    if (!input.takesPart(place, row)) continue;
    const here = found.get(place);
    const directory = { path: place, local: here?.local, key };
    if (here === undefined || here.key === undefined) found.set(place, directory);
    else others.push({ ...directory, local: undefined });
  }
  return [...found.values(), ...others];
}
