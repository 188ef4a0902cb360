/** Places on the server that are not on this computer; never one inside another. `''` is the root. */
export type Deselected = ReadonlySet<string>;

/** `partly`: some folder inside is not on this computer. */
export type Mark = 'selected' | 'partly' | 'deselected';

/** How a folder is marked; right also for folders whose content nobody has loaded. Pure. */
export function markOf(path: string, deselected: Deselected): Mark {
  if (findAbove(path, deselected) !== undefined) return 'deselected';
  for (const other of deselected) if (isInside(other, path)) return 'partly';
  return 'selected';
}

/**
 * The choice after a folder was clicked: what is selected goes, everything else comes with all it holds. To bring back
 * one folder of several that went with their parent, the others beside it stay away: `childrenOf` names the folders
 * of every parent on the way; all of them are loaded, because the clicked one could be seen. Pure.
 */
export function toggle(
  path: string,
  deselected: Deselected,
  childrenOf: (path: string) => readonly string[],
): Deselected {
  const next = new Set([...deselected].filter((other) => !isInside(other, path)));
  const above = findAbove(path, next);
  if (above === undefined) {
    if (markOf(path, deselected) === 'selected') next.add(path);
    return next;
  }
  next.delete(above);
  for (let at = path; at !== above; at = parentOf(at)) {
    for (const sibling of childrenOf(parentOf(at))) if (sibling !== at) next.add(sibling);
  }
  return next;
}

/** What has changed in the list that a choice was made from. */
export interface ListChange {
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** The difference between a list as it was shown and as it is now. Pure. */
export function compareLists(before: Deselected, now: Deselected): ListChange {
  return {
    added: [...now].filter((path) => !before.has(path)),
    gone: [...before].filter((path) => !now.has(path)),
  };
}

/**
 * A choice, taken over to a list that has changed since it was shown: what a person has chosen stays, what is new stays
 * away until they say otherwise, and what is gone needs no choice. Pure.
 */
export function rebaseChoice(chosen: Deselected, { added, gone }: ListChange): Deselected {
  const wasListed = new Set(gone);
  const kept = new Set([...chosen].filter((path) => !wasListed.has(path)));
  const away = new Set(added.filter((path) => findAbove(path, kept) === undefined));
  return new Set([...[...kept].filter((path) => findAbove(path, away) === undefined), ...away]);
}

/** The difference between two choices: what comes to this computer and what leaves it. Pure. */
export function compareChoices(
  before: Deselected,
  after: Deselected,
): { readonly comes: readonly string[]; readonly leaves: readonly string[] } {
  return {
    comes: [...before].filter((path) => findAbove(path, after) === undefined),
    leaves: [...after].filter((path) => findAbove(path, before) === undefined),
  };
}

/** How a sum relates to the truth: the server may not have told all that it is made of. */
export type Certainty = 'exact' | 'minimum' | 'maximum' | 'about';

/** Sizes that add up. */
export interface SummedSize {
  readonly bytes: number;
  readonly certainty: Certainty;
}

/** How much these folders hold without those of `apart` that lie in them. Pure. */
export function sumSizes(
  paths: readonly string[],
  apart: Deselected,
  sizeOf: (path: string) => number | undefined,
): SummedSize {
  const places = new Set(paths);
  const inside = [...apart].filter(
    (other) => other !== '' && (places.has('') || findAbove(parentOf(other), places) !== undefined),
  );
  const [whole, less] = [paths.map(sizeOf), inside.map(sizeOf)];
  const sum = (sizes: readonly (number | undefined)[]): number =>
    sizes.reduce<number>((all, size) => all + (size ?? 0), 0);
  const certainty = toCertainty({ isPartMissing: whole.includes(undefined), isLessMissing: less.includes(undefined) });
  return { bytes: Math.max(0, sum(whole) - sum(less)), certainty };
}

/** True when it is so much in any case. Pure. */
export function isLowerBound({ certainty }: SummedSize): boolean {
  return certainty === 'exact' || certainty === 'minimum';
}

/** What is known of the rest when a sum is taken off something. Pure. */
export function turnCertainty({ certainty }: SummedSize): Certainty {
  if (certainty === 'minimum') return 'maximum';
  return certainty === 'maximum' ? 'minimum' : certainty;
}

/** What a sum is worth of which the size of a part, or of something that was to be taken off it, is not known. Pure. */
export function toCertainty(of: { readonly isPartMissing: boolean; readonly isLessMissing: boolean }): Certainty {
  if (of.isPartMissing) return of.isLessMissing ? 'about' : 'minimum';
  return of.isLessMissing ? 'maximum' : 'exact';
}

/** The deselected place that a path is, or lies in. Pure. */
export function findAbove(path: string, deselected: Deselected): string | undefined {
  for (let at = path; at !== ''; at = parentOf(at)) if (deselected.has(at)) return at;
  return undefined;
}

function isInside(path: string, directory: string): boolean {
  return directory === '' ? path !== '' : path.startsWith(`${directory}/`);
}

/** The place that a place lies in. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
