import type { Line } from '../visit/visit-arguments.ts';

/** What `bayernbox folders` shall do with the directories of the server; paths as they were typed. */
export type FoldersRequest =
  | { readonly kind: 'list'; readonly directory: string }
  | { readonly kind: 'select' | 'deselect'; readonly directory: string }
  | { readonly kind: 'new'; readonly rule: 'ask' | 'take' };

export interface FoldersCommand {
  readonly kind: 'folders';
  readonly request: FoldersRequest;
  /** A path inside the sync folder. */
  readonly localFolder: string;
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

/** What is wrong with a line of these commands; see `UsageError`. */
interface FoldersFault {
  readonly kind: 'usage-error';
  readonly problem: 'argument-missing' | 'argument-unexpected' | 'command-unknown' | 'option-unknown';
  readonly subject: string;
}

const OPTIONS: readonly string[] = ['state-dir', 'json'];

/** Reads `folders list`, `select`, `deselect` and `new`. */
export function readFolders(line: Line, [verb, ...operands]: readonly string[]): FoldersCommand | FoldersFault {
  const foreign = [...line.flags, ...line.texts.keys()].find((name) => !OPTIONS.includes(name));
  if (foreign !== undefined) return fault('option-unknown', `--${foreign}`);
  if (verb === undefined) return fault('argument-missing', 'list | select | deselect | new');
  const [operand, localFolder = '.', extra] = operands;
  if (extra !== undefined) return fault('argument-unexpected', extra);
  const request = readRequest(verb, operand);
  if ('problem' in request) return request;
  return {
    kind: 'folders',
    request,
    localFolder,
    stateFolder: line.texts.get('state-dir'),
    isJson: line.flags.has('json'),
  };
}

function readRequest(verb: string, operand: string | undefined): FoldersRequest | FoldersFault {
  switch (verb) {
    case 'list':
      return { kind: 'list', directory: operand ?? '' };
    case 'select':
    case 'deselect':
      return operand === undefined ? fault('argument-missing', '<remote-dir>') : { kind: verb, directory: operand };
    case 'new':
      if (operand === undefined) return fault('argument-missing', 'ask | take');
      return operand === 'ask' || operand === 'take'
        ? { kind: 'new', rule: operand }
        : fault('argument-unexpected', operand);
    default:
      return fault('command-unknown', `folders ${verb}`);
  }
}

function fault(problem: FoldersFault['problem'], subject: string): FoldersFault {
  return { kind: 'usage-error', problem, subject };
}
