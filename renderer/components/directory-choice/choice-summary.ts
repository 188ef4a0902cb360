import type { Deselected, SummedSize } from './selection-model.ts';
import { compareChoices, findAbove, isLowerBound, sumSizes, toCertainty } from './selection-model.ts';
import type { LoadedTree } from './use-remote-tree.ts';
import { childrenIn, readSizes } from './use-remote-tree.ts';

/** Room on the disk of the folder, in bytes. */
export interface Disk {
  readonly freeBytes: number;
  /** What a choice must leave. */
  readonly reserveBytes: number;
}

/** What a choice means for this computer. */
export interface ChoiceSummary {
  readonly comes: readonly string[];
  readonly leaves: readonly string[];
  readonly coming: SummedSize;
  readonly leaving: SummedSize;
  /** All that will be here; undefined while the server has not told how large everything is. */
  readonly selected: SelectedSize | undefined;
  /** What is free when all has come. What leaves is still kept for a while, and counts as nothing. */
  readonly freeAfterBytes: number;
  /** Something comes, and too little would be left, whatever is not known. */
  readonly isTooLarge: boolean;
}

/** Compares a choice with the one before, as far as sizes are known. Pure. */
export function summariseChoice(input: {
  readonly tree: LoadedTree;
  readonly before: Deselected;
  readonly chosen: Deselected;
  readonly disk: Disk;
}): ChoiceSummary {
  const { tree, before, chosen, disk } = input;
  const sizeOf = readSizes(tree);
  const { comes, leaves } = compareChoices(before, chosen);
  const coming = sumSizes(comes, chosen, sizeOf);
  const freeAfterBytes = Math.max(0, disk.freeBytes - coming.bytes);
  return {
    comes,
    leaves,
    coming,
    leaving: sumSizes(leaves, before, sizeOf),
    selected: sumSelected(tree, chosen),
    freeAfterBytes,
    isTooLarge: isLowerBound(coming) && coming.bytes > 0 && freeAfterBytes < disk.reserveBytes,
  };
}

/** How large everything is that is selected. */
export interface SelectedSize extends SummedSize {
  /** Storages of other systems that are selected and whose size nobody knows: the sum is without them. */
  readonly unmeasured: readonly string[];
}

/**
 * How large everything is that is selected; undefined while nobody tells how large all of it is. Where the server does
 * not tell it, `wholeBytes` may. A storage of another system whose size is not known is in no sum of the server. Pure.
 */
export function sumSelected(tree: LoadedTree, chosen: Deselected, wholeBytes?: number): SelectedSize | undefined {
  const root = tree.get('');
  const whole = (root?.kind === 'loaded' ? root.sizeBytes : undefined) ?? wholeBytes;
  if (whole === undefined) return undefined;
  const unmeasured = listUnmeasured(tree);
  const measured = [...chosen].filter((path) => !unmeasured.has(path));
  const away = sumSizes(measured, new Set(), readSizes(tree));
  const selected = [...unmeasured].filter((path) => findAbove(path, chosen) === undefined);
  return {
    bytes: Math.max(0, whole - away.bytes),
    certainty: toCertainty({ isPartMissing: selected.length > 0, isLessMissing: away.certainty !== 'exact' }),
    unmeasured: selected,
  };
}

function listUnmeasured(tree: LoadedTree): ReadonlySet<string> {
  const known = [...tree.keys()].flatMap((place) => childrenIn(tree, place));
  return new Set(
    known.flatMap(({ path, sharing, sizeBytes }) => (sharing === 'external' && sizeBytes === undefined ? [path] : [])),
  );
}
