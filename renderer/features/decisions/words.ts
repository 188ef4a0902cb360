import type { DecisionAnswer, DecisionView } from '#ipc/decision-view.ts';
import type { decisionMessages } from './messages.ts';

type Key = keyof typeof decisionMessages;

/** What answering that it is meant takes, and the texts for that. */
export type MeantWords =
  /** What takes away is asked once more. */
  | {
      readonly kind: 'asks-once-more';
      readonly label: Key;
      readonly title: Key;
      readonly after: Key;
      readonly confirm: Key;
    }
  /** What only sends is one press, for this time or for good; what follows is said before. */
  | { readonly kind: 'at-once'; readonly after: Key; readonly once: Key; readonly always: Key };

/** Which texts a question is asked with. */
export interface DecisionWords {
  readonly question: Key;
  readonly why: Key;
  readonly keep: Key;
  /** What that answer does to others, where nothing else says it. */
  readonly kept?: Key;
  readonly meant: MeantWords;
}

/** The words for a question: what is about to happen on which side, and what each answer does. Pure. */
export function wordsFor({ kind, side, reason }: DecisionView): DecisionWords {
  if (kind === 'changes') {
    return {
      question: reason === 'renamed' ? 'renamed' : 'scrambled',
      why: 'whyChanges',
      keep: 'keepChanges',
      meant: { kind: 'at-once', after: 'afterChanges', once: 'sendOnce', always: 'sendAlways' },
    };
  }
  if (reason === 'leaves-share') {
    return {
      question: 'leavesShare',
      why: 'whyShare',
      keep: 'keepShare',
      meant: {
        kind: 'asks-once-more',
        label: 'carryOutShare',
        title: 'confirmShare',
        after: 'afterShare',
        confirm: 'doShare',
      },
    };
  }
  const isHere = side === 'local';
  return {
    question: isHere ? 'removalsLocal' : 'removalsRemote',
    why: reason === 'many-in-a-while' ? 'whyWhile' : 'whyMany',
    keep: 'keepRemovals',
    kept: isHere ? 'keptLocal' : 'keptRemote',
    meant: {
      kind: 'asks-once-more',
      label: isHere ? 'carryOutLocal' : 'carryOutRemote',
      title: 'confirmDelete',
      after: isHere ? 'afterLocal' : 'afterRemote',
      confirm: 'doDelete',
    },
  };
}

/** The texts that confirm an answer. */
export type AnsweredKey = Extract<Key, `answered${string}`>;

/** A question that was answered; the name of what it was about, where the confirmation says it. */
export interface Answered {
  readonly key: AnsweredKey;
  readonly name?: string;
}

/** What happens now that it is answered. Pure. */
export function toAnsweredKey({ kind, side, reason }: DecisionView, answer: DecisionAnswer): AnsweredKey {
  if (answer === 'carry-out-always') return 'answeredSendAlways';
  if (answer === 'carry-out') return kind === 'changes' ? 'answeredSendOnce' : 'answeredCarryOut';
  if (kind === 'changes') return 'answeredKeepChanges';
  if (reason === 'leaves-share') return 'answeredKeepShare';
  return side === 'local' ? 'answeredKeepLocal' : 'answeredKeepRemote';
}
