import type { DecisionAnswer, DecisionView } from '#ipc/decision-view.ts';
import type { decisionMessages } from './messages.ts';

type Key = keyof typeof decisionMessages;

/** Which texts a question is asked with. */
export interface DecisionWords {
  readonly question: Key;
  readonly why: Key;
  readonly keep: Key;
  readonly carryOut: Key;
  readonly confirm: Key;
  readonly after: Key;
  readonly confirmed: Key;
}

/** The words for a question: what is about to happen on which side, and what each answer does. Pure. */
export function wordsFor({ kind, side, reason }: DecisionView): DecisionWords {
  if (kind === 'changes') {
    return {
      question: reason === 'renamed' ? 'renamed' : 'scrambled',
      why: 'whyChanges',
      keep: 'keepChanges',
      carryOut: 'carryOutChanges',
      confirm: 'confirmSend',
      after: 'afterSend',
      confirmed: 'doSend',
    };
  }
  if (reason === 'leaves-share') {
    return {
      question: 'leavesShare',
      why: 'whyShare',
      keep: 'keepShare',
      carryOut: 'carryOutShare',
      confirm: 'confirmShare',
      after: 'afterShare',
      confirmed: 'doShare',
    };
  }
  const isHere = side === 'local';
  return {
    question: isHere ? 'removalsLocal' : 'removalsRemote',
    why: reason === 'many-in-a-while' ? 'whyWhile' : 'whyMany',
    keep: 'keepRemovals',
    carryOut: isHere ? 'carryOutLocal' : 'carryOutRemote',
    confirm: 'confirmDelete',
    after: isHere ? 'afterLocal' : 'afterRemote',
    confirmed: 'doDelete',
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
export function toAnsweredKey({ kind, reason }: DecisionView, answer: DecisionAnswer): AnsweredKey {
  if (answer === 'carry-out') return 'answeredCarryOut';
  if (kind === 'changes') return 'answeredKeepChanges';
  return reason === 'leaves-share' ? 'answeredKeepShare' : 'answeredKeep';
}
