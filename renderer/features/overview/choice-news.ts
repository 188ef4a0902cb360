import type { FolderView } from '#ipc/folder-view.ts';
import type { NewChoice } from '../../state/route-context.tsx';

/**
 * How far a choice of folders has come: `fresh` until work on the folder is seen, `begun` until nothing is left to do but
 * what is not synced for other reasons, or a complete look after it has found nothing at all, `settled` until something
 * else is synced. Then what is said of it is of no use to anybody any more.
 */
export type ChoiceAge = 'fresh' | 'begun' | 'settled' | 'past';

type Observed = Pick<FolderView, 'state' | 'pause'>;

/** The age of a choice once the folder shows this. Pure. */
export function ageChoice(age: ChoiceAge, { atMs }: Pick<NewChoice, 'atMs'>, { state, pause }: Observed): ChoiceAge {
  if (age === 'past') return 'past';
  // Our own changes are looked at once more: that is nothing else, and nobody could have read it until then.
  if (age === 'settled') return pause === undefined && state.kind === 'syncing' ? 'past' : 'settled';
  if (isWorking({ state, pause })) return 'begun';
  const { verifiedAtMs = 0 } = state;
  const isProven = verifiedAtMs > atMs || (age === 'begun' && isAllElseDone(state));
  return pause === undefined && isProven ? 'settled' : age;
}

/** When a choice that is not settled yet takes effect; undefined where nobody can say. Pure. */
export function findChoiceTime({ state, pause }: Observed): 'choiceNow' | 'choiceLater' | undefined {
  if (pause !== undefined) return 'choiceLater';
  switch (state.kind) {
    case 'checking':
    case 'syncing':
      return 'choiceNow';
    case 'waiting':
      // Only some items may wait, and the choice need not be among them.
      return state.problems > 0 ? undefined : 'choiceLater';
    case 'offline':
    case 'paused':
    case 'stopped':
      return 'choiceLater';
    case 'in-sync':
    case 'unverified':
    case 'not-synced':
    case 'needs-decision':
      return undefined;
    default:
      return state satisfies never;
  }
}

/** What is left is not synced for reasons of its own, and says nothing of the choice. */
function isAllElseDone(state: FolderView['state']): boolean {
  return state.kind === 'not-synced' || (state.kind === 'waiting' && state.allElse === 'done');
}

function isWorking(folder: Observed): boolean {
  return findChoiceTime(folder) === 'choiceNow';
}
