/** The name of an item: the last part of its place in a sync folder. Pure. */
export function toItemName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The directory that a path names an item in; empty for the root. */
export function toParentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
