import { isInsideFolder } from '#ipc/inside-folder.ts';
import type { PathRules } from '#ipc/inside-folder.ts';

/** What a computer tells of its places. */
export interface Places {
  readonly rules: PathRules;
  /** The one path of a place, whatever spelling, link or mapped drive leads to it; also of one that is not there yet. */
  toDiskPath(path: string): string;
  /** Number of the drive that a place lies on, or would lie on. */
  readDrive(diskPath: string): number | undefined;
}

/** One is the other, or lies in it. */
export function isNested(one: string, other: string, places: Places): boolean {
  return isNestedOnDisk(places.toDiskPath(one), places.toDiskPath(other), places);
}

function isNestedOnDisk(a: string, b: string, { rules }: Places): boolean {
  return isInsideFolder(a, b, rules) || isInsideFolder(b, a, rules);
}

/**
 * Two sync folders would carry each other's files. What lies on another drive takes no part in the folder around it, and
 * may be one of its own.
 */
export function overlaps(one: string, other: string, places: Places): boolean {
  const [a, b] = [places.toDiskPath(one), places.toDiskPath(other)];
  return isNestedOnDisk(a, b, places) && places.readDrive(a) === places.readDrive(b);
}
