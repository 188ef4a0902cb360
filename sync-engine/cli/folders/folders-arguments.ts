import type { CommonOptions, Line, UsageError } from '../command-line.ts';
import { COMMON_OPTIONS, findForeignOption, readCommonOptions, usageError } from '../command-line.ts';

/** What `bayernbox folders` shall do with the directories of the server; paths as they were typed. */
export type FoldersRequest =
  | { readonly kind: 'list'; readonly directory: string }
  | { readonly kind: 'select' | 'deselect'; readonly directory: string }
  | { readonly kind: 'new'; readonly rule: 'ask' | 'take' };

export interface FoldersCommand extends CommonOptions {
  readonly kind: 'folders';
  readonly request: FoldersRequest;
  /** A path inside the sync folder. */
  readonly localFolder: string;
}

/** Reads `folders list`, `select`, `deselect` and `new`. */
export function readFolders(line: Line, [verb, ...operands]: readonly string[]): FoldersCommand | UsageError {
  const foreign = findForeignOption(line, COMMON_OPTIONS);
  if (foreign !== undefined) return foreign;
  if (verb === undefined) return usageError('argument-missing', 'list | select | deselect | new');
  const [operand, localFolder = '.', extra] = operands;
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  const request = readRequest(verb, operand);
  if ('problem' in request) return request;
  return {
    kind: 'folders',
    request,
    localFolder,
    ...readCommonOptions(line),
  };
}

function readRequest(verb: string, operand: string | undefined): FoldersRequest | UsageError {
  switch (verb) {
    case 'list':
      return { kind: 'list', directory: operand ?? '' };
    case 'select':
    case 'deselect':
      return operand === undefined
        ? usageError('argument-missing', '<remote-dir>')
        : { kind: verb, directory: operand };
    case 'new':
      if (operand === undefined) return usageError('argument-missing', 'ask | take');
      return operand === 'ask' || operand === 'take'
        ? { kind: 'new', rule: operand }
        : usageError('word-not-allowed', operand);
    default:
      return usageError('command-unknown', `folders ${verb}`);
  }
}
