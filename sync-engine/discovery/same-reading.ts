import type { LocalStamp } from '../core/model/observation.ts';
import type { DirectoryReading, LocalEntry, UnreadableEntry } from '../filesystem/filesystem.ts';

/** True when two readings of a directory showed the very same, each time and each name in its order. Pure. */
export function isSameReading(one: DirectoryReading, other: DirectoryReading): boolean {
  if (one.kind !== 'read' || other.kind !== 'read') return false;
  return (
    areAllEqual(one.stamp, other.stamp) &&
    areSame(one.entries, other.entries, isSameEntry) &&
    areSame(one.unreadable, other.unreadable, isSameUnreadable)
  );
}

function areSame<Item>(ones: readonly Item[], others: readonly Item[], isSame: (one: Item, other: Item) => boolean) {
  return (
    ones.length === others.length &&
    ones.every((one, index) => {
      const other = others[index];
      return other !== undefined && isSame(one, other);
    })
  );
}

function isSameEntry(one: LocalEntry, other: LocalEntry): boolean {
  return one.name === other.name && one.kind === other.kind && areAllEqual(one.stamp, other.stamp);
}

function isSameUnreadable(one: UnreadableEntry, other: UnreadableEntry): boolean {
  return one.name === other.name && one.reason === other.reason;
}

/** More than `isSameStamp` asks for: nothing about the item may be another. */
function areAllEqual(one: LocalStamp, other: LocalStamp): boolean {
  return (
    one.inode === other.inode &&
    one.ctimeNs === other.ctimeNs &&
    one.mtimeNs === other.mtimeNs &&
    one.sizeBytes === other.sizeBytes &&
    one.birthNs === other.birthNs &&
    one.device === other.device
  );
}
