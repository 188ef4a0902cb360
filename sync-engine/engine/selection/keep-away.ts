import type { NodeId } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import type { Choice } from '../../core/model/selection.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';
import { Below } from '../below.ts';
import type { Withheld, WithholdInput } from '../withhold.ts';
import { withholdNodes } from '../withhold.ts';
import { findAway } from './away.ts';
import type { UnsyncPlan } from './plan-unsync.ts';
import { findCarriedIn, planUnsync } from './plan-unsync.ts';

export interface KeepAwayInput extends Pick<WithholdInput, 'base' | 'remote' | 'nameKey'> {
  readonly local: WithholdInput['local'] & { readonly stamps: ReadonlyMap<NodeId, LocalStamp> };
  readonly rows: ReadonlyMap<NodeId, BaseRow>;
  readonly choices: readonly Choice[];
}

/** What merge does not get to see, and what becomes of those items of it that were deselected. */
export interface KeptAway {
  readonly withheld: Withheld;
  readonly unsync: readonly UnsyncPlan[];
  /** Items that were carried here into a directory that is kept away. */
  readonly carriedIn: readonly NodeId[];
}

/** Takes out of all three trees what could not be seen and what is kept away. Pure. */
export function keepAway({ base, rows: rowsById, choices, local, remote, nameKey }: KeepAwayInput): KeptAway {
  const rows = [...rowsById.values()];
  const below = { base: new Below(base), local: new Below(local.tree), remote: new Below(remote.tree) };
  const [remoteIds, remoteRows] = [remote.ids, remote.view.rows];
  const away = findAway({ choices, rows, localTree: local.tree, remoteIds, remoteRows, nameKey });
  const withheld = withholdNodes({ base, local, remote, rows, below: Object.values(below), away, nameKey });
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
