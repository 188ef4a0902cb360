/** What `node:path` knows of the paths of one system. */
export interface PathRules {
  readonly sep: string;
  relative(from: string, to: string): string;
  isAbsolute(path: string): boolean;
}

/**
 * True for what lies in a folder, and for the folder itself. Both paths must be absolute. Only words are compared: who
 * opens or removes what he finds gives both as they really are (`realpath`), so that no link and no other spelling leads
 * out. Pure.
 */
export function isInsideFolder(path: string, folder: string, rules: PathRules): boolean {
  const way = rules.relative(folder, path);
  // On Windows the way to another drive or share is a whole path.
  return !rules.isAbsolute(way) && way.split(rules.sep)[0] !== '..';
}
