import type { NodeId } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import type { Choice } from '../../core/model/selection.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';
import { Below, closeOver } from '../looking/below.ts';
import type { Withheld, WithholdInput } from '../looking/withhold.ts';
import { withholdNodes } from '../looking/withhold.ts';
import { findAway } from './away.ts';
import type { UnsyncPlan } from './plan-unsync.ts';
import { findCarriedIn, planUnsync } from './plan-unsync.ts';

export interface KeepAwayInput extends Pick<WithholdInput, 'base' | 'remote' | 'nameKey'> {
  readonly local: WithholdInput['local'] & { readonly stamps: ReadonlyMap<NodeId, LocalStamp> };
  readonly rows: ReadonlyMap<NodeId, BaseRow>;
  readonly choices: readonly Choice[];
  /** Items that carry a private name on some side. */
  readonly parked: ReadonlySet<NodeId>;
}

/** What merge does not get to see, and what becomes of those items of it that were deselected. */
export interface KeptAway {
  readonly withheld: Withheld;
  readonly unsync: readonly UnsyncPlan[];
  /** Items that were carried here into a directory that is kept away. */
  readonly carriedIn: readonly NodeId[];
}

/** Takes out of all three trees what could not be seen and what is kept away. Pure. */
export function keepAway(input: KeepAwayInput): KeptAway {
  const { base, rows: rowsById, choices, local, remote, parked, nameKey } = input;
  const rows = [...rowsById.values()];
  const below = { base: new Below(base), local: new Below(local.tree), remote: new Below(remote.tree) };
  const [remoteIds, remoteRows] = [remote.ids, remote.view.rows];
  const chosen = findAway({ choices, rows, localTree: local.tree, remoteIds, remoteRows, nameKey });
  // Nobody would ever give its name back to an item that is kept away, or that lies in the place of one: that is done
  // first, as for any other.
  const away = chosen.filter(({ ids, localIds }) => !hasParked([...ids, ...localIds], parked, Object.values(below)));
  const withheld = withholdNodes({ base, local, remote, rows, below, away, nameKey });
  const unsyncing = {
    away,
    base,
    rows: rowsById,
    local: local.tree,
    remote: remote.tree,
    below,
    localStamps: local.stamps,
    unseen: withheld.unseen,
  };
  return { withheld, unsync: planUnsync(unsyncing), carriedIn: findCarriedIn(unsyncing) };
}

function hasParked(ids: readonly NodeId[], parked: ReadonlySet<NodeId>, trees: readonly Below[]): boolean {
  return parked.size > 0 && [...closeOver(ids, trees)].some((id) => parked.has(id));
}
