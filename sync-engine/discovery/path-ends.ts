import type { RelativePath } from '../core/model/relative-path.ts';

/** Names that paths go on with, by each name that one of them has. */
export type PathEnds = ReadonlyMap<string, PathEnds>;

/** Of all paths all ends, from each of their names on. */
export function collectEnds(paths: readonly RelativePath[]): PathEnds {
  interface Ends extends Map<string, Ends> {}
  const ends: Ends = new Map();
  for (const path of paths) {
    const names = path.split('/');
    for (const start of names.keys()) {
      let at = ends;
      for (const name of names.slice(start)) {
        const next: Ends = at.get(name) ?? new Map();
        at.set(name, next);
        at = next;
      }
    }
  }
  return ends;
}
