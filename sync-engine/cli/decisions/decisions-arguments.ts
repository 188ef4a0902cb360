import type { CommonOptions, Line, UsageError } from '../command-line.ts';
import { COMMON_OPTIONS, findForeignOption, readCommonOptions, usageError } from '../command-line.ts';

export interface DecisionsListCommand extends CommonOptions {
  readonly kind: 'decisions-list';
  /** Any path in the sync folder. */
  readonly path: string;
}

/** Of removals `keep` or `remove`, of changes `keep` or one of the others. */
const ANSWERS = ['keep', 'remove', 'allow', 'allow-always'] as const;

export interface DecisionsAnswerCommand extends CommonOptions {
  readonly kind: 'decisions-answer';
  readonly id: string;
  readonly word: (typeof ANSWERS)[number];
}

/** Takes back that a sign was called meant. */
export interface DecisionsForgetCommand extends CommonOptions {
  readonly kind: 'decisions-forget';
  /** `toSignName` of it. */
  readonly sign: string;
}

/** What `bayernbox decisions` shall do. */
export type DecisionsCommand = DecisionsListCommand | DecisionsAnswerCommand | DecisionsForgetCommand;

/** Reads `decisions list`, `answer` and `forget`. */
export function readDecisions(line: Line, [verb, ...operands]: readonly string[]): DecisionsCommand | UsageError {
  const foreign = findForeignOption(line, COMMON_OPTIONS);
  if (foreign !== undefined) return foreign;
  const extra = operands[verb === 'answer' ? 2 : 1];
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  const common = readCommonOptions(line);
  switch (verb) {
    case 'list':
      return { kind: 'decisions-list', path: operands[0] ?? '.', ...common };
    case 'forget':
      return operands[0] === undefined
        ? usageError('argument-missing', '<sign>')
        : { kind: 'decisions-forget', sign: operands[0], ...common };
    case 'answer':
      return readAnswer(operands, common);
    case undefined:
      return usageError('argument-missing', 'list | answer | forget');
    default:
      return usageError('argument-unexpected', verb);
  }
}

function readAnswer([id, answer]: readonly string[], common: CommonOptions): DecisionsAnswerCommand | UsageError {
  if (id === undefined || answer === undefined) return usageError('argument-missing', `<id> ${ANSWERS.join('|')}`);
  const word = ANSWERS.find((known) => known === answer);
  return word === undefined
    ? usageError('argument-unexpected', answer)
    : { kind: 'decisions-answer', id, word, ...common };
}
