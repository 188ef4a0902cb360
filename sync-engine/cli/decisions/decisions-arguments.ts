import type { CommonOptions, Line, UsageError } from '../command-line.ts';
import { COMMON_OPTIONS, findForeignOption, readCommonOptions, usageError } from '../command-line.ts';

interface DecisionsCore extends CommonOptions {
  /** Any path in the sync folder. */
  readonly path: string;
}

export interface DecisionsListCommand extends DecisionsCore {
  readonly kind: 'decisions-list';
}

/** Of removals `keep` or `remove`, of changes `keep` or one of the others. */
const ANSWERS = ['keep', 'remove', 'allow', 'allow-always'] as const;

export interface DecisionsAnswerCommand extends DecisionsCore {
  readonly kind: 'decisions-answer';
  readonly id: string;
  readonly word: (typeof ANSWERS)[number];
}

/** Takes back that a sign was called meant. */
export interface DecisionsForgetCommand extends DecisionsCore {
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
  switch (verb) {
    case 'list': {
      const core = readCore(line, operands);
      return 'problem' in core ? core : { kind: 'decisions-list', ...core };
    }
    case 'forget': {
      const [sign, ...rest] = operands;
      if (sign === undefined) return usageError('argument-missing', '<sign>');
      const core = readCore(line, rest);
      return 'problem' in core ? core : { kind: 'decisions-forget', sign, ...core };
    }
    case 'answer':
      return readAnswer(line, operands);
    case undefined:
      return usageError('argument-missing', 'list | answer | forget');
    default:
      return usageError('command-unknown', `decisions ${verb}`);
  }
}

function readAnswer(line: Line, [id, answer, ...rest]: readonly string[]): DecisionsAnswerCommand | UsageError {
  if (id === undefined || answer === undefined) return usageError('argument-missing', `<id> ${ANSWERS.join('|')}`);
  const word = ANSWERS.find((known) => known === answer);
  if (word === undefined) return usageError('word-not-allowed', answer);
  const core = readCore(line, rest);
  return 'problem' in core ? core : { kind: 'decisions-answer', id, word, ...core };
}

function readCore(line: Line, [path = '.', extra]: readonly string[]): DecisionsCore | UsageError {
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  return { path, ...readCommonOptions(line) };
}
