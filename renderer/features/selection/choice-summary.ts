import type { Deselected, SummedSize } from './selection-model.ts';
import { compareChoices, parentOf, sumSizes } from './selection-model.ts';
import type { LoadedTree } from './use-remote-tree.ts';
import { childrenIn } from './use-remote-tree.ts';

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
  readonly selected: SummedSize | undefined;
  /** What is free when all has come. What leaves is still kept for a while, and counts as nothing. */
  readonly freeAfterBytes: number;
  /** Something comes, and too little would be left. */
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
  const sizeOf = (path: string): number | undefined =>
    childrenIn(tree, parentOf(path)).find((directory) => directory.path === path)?.sizeBytes;
  const { comes, leaves } = compareChoices(before, chosen);
  const coming = sumSizes(comes, chosen, sizeOf);
  const root = tree.get('');
  const whole = root?.kind === 'loaded' ? root.sizeBytes : undefined;
  const away = sumSizes([...chosen], new Set(), sizeOf);
  const freeAfterBytes = Math.max(0, disk.freeBytes - coming.bytes);
  return {
    comes,
    leaves,
    coming,
    leaving: sumSizes(leaves, before, sizeOf),
    selected: whole === undefined ? undefined : { bytes: Math.max(0, whole - away.bytes), isWhole: away.isWhole },
    freeAfterBytes,
    isTooLarge: coming.bytes > 0 && freeAfterBytes < disk.reserveBytes,
  };
}
