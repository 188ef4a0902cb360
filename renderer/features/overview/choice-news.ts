import type { FolderView } from '#ipc/folder-view.ts';
import type { NewChoice } from '../../state/route-context.tsx';

/**
 * How far a choice of folders has come: `fresh` until a complete look after it has found nothing left to do, `settled`
 * until something else begins. Then what is said of it is of no use to anybody any more.
 */
export type ChoiceAge = 'fresh' | 'settled' | 'past';

type Observed = Pick<FolderView, 'state' | 'pause'>;

/** The age of a choice once the folder shows this. Pure. */
export function ageChoice(age: ChoiceAge, { atMs }: Pick<NewChoice, 'atMs'>, { state, pause }: Observed): ChoiceAge {
  if (age !== 'fresh') return age === 'settled' && isWorking({ state, pause }) ? 'past' : age;
  const { verifiedAtMs = 0 } = state;
  const isDone = pause === undefined && !isWorking({ state, pause }) && verifiedAtMs > atMs;
  return isDone ? 'settled' : 'fresh';
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

function isWorking(folder: Observed): boolean {
  return findChoiceTime(folder) === 'choiceNow';
}
