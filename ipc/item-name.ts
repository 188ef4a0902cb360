/** The name of an item: the last part of its place in a sync folder. Pure. */
export function toItemName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
