import type { Brand } from './ids.ts';

/**
 * Place below the root of a sync folder: names joined by `/`, no leading or trailing slash, `''` is the root.
 * No name is empty, `.` or `..`, so a path can never lead out of the root.
 */
export type RelativePath = Brand<string, 'RelativePath'>;

/** The root of a sync folder. */
export const ROOT_PATH = '' as RelativePath;

/** True for a string that can stand as one name in a path on any side. Says nothing about rules of a system. */
export function isName(value: string): boolean {
  return value !== '' && value !== '.' && value !== '..' && !value.includes('/') && !value.includes('\0');
}

/** Reads a path with `/` between names; surrounding slashes are dropped. Undefined when a name is not allowed. */
export function parseRelativePath(value: string): RelativePath | undefined {
  const trimmed = value.replace(/^\/+|\/+$/g, '');
  if (trimmed === '') return ROOT_PATH;
  return trimmed.split('/').every(isName) ? (trimmed as RelativePath) : undefined;
}

/** The path of `name` inside `parent`. Throws on a string that is not a name: a caller's bug, never user input. */
export function joinPath(parent: RelativePath, name: string): RelativePath {
  if (!isName(name)) throw new RangeError(`not a name: ${JSON.stringify(name)}`);
  return (parent === ROOT_PATH ? name : `${parent}/${name}`) as RelativePath;
}

/** The directory that holds `path`; the root is its own parent. */
export function parentPath(path: RelativePath): RelativePath {
  const slash = path.lastIndexOf('/');
  return (slash === -1 ? '' : path.slice(0, slash)) as RelativePath;
}

/** All directories that `path` lies in, the nearest first and the root last; none for the root. */
export function listAbove(path: RelativePath): readonly RelativePath[] {
  const above: RelativePath[] = [];
  for (let at = path; at !== ROOT_PATH;) {
    at = parentPath(at);
    above.push(at);
  }
  return above;
}

/** The last name of `path`; `''` for the root. */
export function baseName(path: RelativePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True when `path` is `ancestor` or lies below it. */
export function isInside(path: RelativePath, ancestor: RelativePath): boolean {
  return ancestor === ROOT_PATH || path === ancestor || path.startsWith(`${ancestor}/`);
}
