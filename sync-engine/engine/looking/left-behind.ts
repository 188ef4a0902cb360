import type { Problem } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isInside } from '../../core/model/relative-path.ts';
import type { Tree } from '../../core/model/tree.ts';
import { findPath } from '../../core/model/tree.ts';
import type { Withheld } from './withhold.ts';

interface LeftBehindInput extends Pick<Withheld, 'unseen' | 'passing'> {
  readonly local: Tree;
  /** Places here that could not be looked at: what is there, or was a moment ago, is not left behind by the server. */
  readonly unknown: readonly RelativePath[];
}

/**
 * The problems and, unless they tell of it, what stands here for all to see and is not synced because the server has it in
 * a directory that takes no part here, or under a name that this computer cannot hold. That directory is told where it is;
 * who works on what stayed here looks for it here. Of what lies below such an item nothing more is told. Pure.
 */
export function withLeftBehind(
  { unseen, passing, local, unknown }: LeftBehindInput,
  problems: readonly Problem[],
): readonly Problem[] {
  const left = new Set([...unseen].filter((id) => local.has(id) && !passing.has(id)));
  const tops = [...left].filter((id) => !left.has(local.get(id)?.parentId ?? id));
  const untold = tops.flatMap((id) => {
    const path = findPath(local, id);
    if (path === undefined || unknown.some((at) => isInside(path, at))) return [];
    return problems.some((told) => isInside(path, told.path)) ? [] : [path];
  });
  return [
    ...problems,
    ...untold.map((path) => ({ path, side: 'local', code: 'moved-out-of-sight-on-server' }) as const),
  ];
}
