import type { EngineEvent, RefusedAct } from '../../core/model/engine-state.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { findPath } from '../../core/model/tree.ts';
import type { Plan } from './plan.ts';

/** What the letters of the server forbid. */
export interface Refusals {
  /** Items that may not be made or changed on the server as they are here: they stay here. */
  readonly forbidden: readonly NodeId[];
  /** Items that were deleted here and come back. */
  readonly removed: readonly NodeId[];
  /** Items that were moved or renamed here and come back at their old place. */
  readonly moved: readonly NodeId[];
  /** Files whose edit here lives on beside the server's version. */
  readonly edited: readonly NodeId[];
}

/** Items whose state on the server comes back here. */
export function listRefused({ refusals: { removed, moved, edited } }: Pick<Plan, 'refusals'>): readonly NodeId[] {
  return [...removed, ...moved, ...edited];
}

/** Directories of the server whose letters decided that something stays here: they are to be asked again. Pure. */
export function listDoubtful({ refusals, desired, remote }: Plan): readonly RelativePath[] {
  const directories = new Set(refusals.forbidden.flatMap((id) => desired.get(id)?.parentId ?? []));
  return [...directories].flatMap((id) => (id === ROOT_ID ? ROOT_PATH : (findPath(remote, id) ?? [])));
}

/** Tells each act that the server does not allow once, as long as it stands in plans. */
export class RefusalTeller {
  #told: ReadonlySet<string> = new Set();

  /** No plan has any. */
  forget(): void {
    this.#told = new Set();
  }

  tell(plan: Plan, onEvent: (event: EngineEvent) => void): void {
    const now = new Set<string>();
    const tellAll = (act: RefusedAct, ids: readonly NodeId[]): void => {
      for (const id of ids) {
        const path = findPath(plan.base, id) ?? findPath(plan.remote, id);
        if (path === undefined) continue;
        const key = `${act} ${path}`;
        now.add(key);
        if (!this.#told.has(key)) onEvent({ type: 'not-permitted', act, path });
      }
    };
    tellAll('removal', plan.refusals.removed);
    tellAll('move', plan.refusals.moved);
    tellAll('edit', plan.refusals.edited);
    this.#told = now;
  }
}
