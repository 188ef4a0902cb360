import type { DecidedConflict } from '../../engine/conflicts/conflict-desk.ts';
import { isSeenByOthers } from '../../core/model/conflict.ts';
import type { Asking } from '../ask-yes.ts';
import { askYes, GO_ON } from '../ask-yes.ts';
import type { Language } from '../messages.ts';
import { toPrintable } from '../printable.ts';

/** How a person answers, and what is known of the answer beforehand. */
export interface UndoDecisionAsking extends Asking {
  readonly language: Language;
  /** Agreed to on the command line. */
  readonly isAgreed: boolean;
  /** A person sits there. */
  readonly canAsk: boolean;
}

/** `not-asked`: it takes an agreement, and nobody is there to give it. */
export type Agreement = 'agreed' | 'declined' | 'not-asked';

/** Asks before a decision is taken back that others have seen; nobody is asked about anything else. */
export async function agreeToUndo(
  decided: DecidedConflict | undefined,
  { language, isAgreed, canAsk, ...asking }: UndoDecisionAsking,
): Promise<Agreement> {
  if (isAgreed || decided === undefined || !isSeenByOthers(decided.how)) return 'agreed';
  if (!canAsk) return 'not-asked';
  asking.output.write(`${toPrintable(describe(decided, language))}\n`);
  return (await askYes(GO_ON[language], asking)) ? 'agreed' : 'declined';
}

/** What others have after it. */
function describe({ how, path }: DecidedConflict, language: Language): string {
  if (how === 'server') {
    return language === 'de'
      ? `Ihre Fassung von ${path} steht danach wieder daneben, auch für alle anderen, wenn Ihre Organisation zweite Fassungen auf den Server lässt.`
      : `Your version of ${path} is then next to it again, also for everyone else if your organisation allows second versions on the server.`;
  }
  return language === 'de'
    ? `Auch alle anderen bekommen ${path} wieder so, wie es vor der Entscheidung auf dem Server war; Ihre Fassung steht danach wieder daneben.`
    : `Everyone else also gets ${path} back as it was on the server before the decision; your version is then next to it again.`;
}

const NOT_UNDONE: Readonly<Record<Exclude<Agreement, 'agreed'>, Readonly<Record<Language, string>>>> = {
  declined: { de: 'Es wurde nichts zurückgenommen.', en: 'Nothing was taken back.' },
  'not-asked': {
    de: 'Es wurde nichts zurückgenommen. Das änderte auf dem Server etwas für alle. Soll es so sein: --yes.',
    en: 'Nothing was taken back. It would change something on the server for everyone. If that is meant: --yes.',
  },
};

/** Why a decision stands. */
export function describeNotUndone(agreement: Exclude<Agreement, 'agreed'>, language: Language): string {
  return NOT_UNDONE[agreement][language];
}
