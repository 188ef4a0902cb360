import { refuseSetting } from '#policies/policy-rules.ts';
import type { OpenedSelection } from '../../engine/create-selection-visit.ts';
import { openSelection } from '../../engine/create-selection-visit.ts';
import type { ChoiceEnd } from '../../engine/selection/selection-visit.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import { toExitCode, toRunEnd } from '../exit-code.ts';
import type { FoldersCommand, FoldersRequest } from './folders-arguments.ts';
import { readServerPath } from './server-path.ts';
import { forbid } from '../follow-rules.ts';
import { tellForbidden } from '../forbidden-phrases.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { getMessage } from '../messages.ts';
import { readRules } from '../organisation-rules.ts';
import { describeNoFolder } from '../phrases.ts';
import { toPrintable } from '../printable.ts';
import { findFolderWords } from '../told-command.ts';
import { describeChoiceRefusal, describeChosen, describeSelection } from './selection-phrases.ts';

export interface FoldersCommandInput {
  readonly command: FoldersCommand;
  readonly language: Language;
  readonly signal: AbortSignal;
}

interface Choosing extends FoldersCommandInput {
  readonly opened: OpenedSelection;
}

/**
 * Runs `bayernbox folders`, also beside a process that syncs: 0 listed or noted, 2 no such directory on the server or it
 * lies in one that is kept away, 4 no sync folder here, 6 the organisation has decided it.
 */
export async function runFolders(input: FoldersCommandInput): Promise<number> {
  const { command, language, signal } = input;
  const refused = command.request.kind === 'new' ? refuseRule(command.request.rule, input) : undefined;
  if (refused !== undefined) return refused;
  const opened = await openSelection({ anyPath: command.localFolder, stateDirectory: command.stateFolder }, signal);
  if (opened === undefined) {
    process.stderr.write(`${describeNoFolder(language)}\n`);
    return toExitCode({ kind: 'unavailable', code: 'local-folder-missing' });
  }
  if (!opened.ok) return tellError(opened.error, input);
  try {
    return await carryOut({ ...input, opened: opened.value });
  } finally {
    await opened.value.close();
  }
}

/** The exit code when the organisation has decided what happens to new directories; undefined: a person may. */
function refuseRule(kind: 'ask' | 'take', { command: { isJson }, language }: FoldersCommandInput): number | undefined {
  const rules = readRules(language);
  if (rules === undefined) return toExitCode({ kind: 'usage-error' });
  const forbidden = forbid(
    `folders new ${kind}`,
    refuseSetting('newDirectories', { kind }, rules.organisation.policies),
  );
  return forbidden === undefined ? undefined : tellForbidden(forbidden, rules, { language, isJson });
}

async function carryOut(choosing: Choosing): Promise<number> {
  const { request } = choosing.command;
  const { selection } = choosing.opened;
  if (request.kind === 'new') {
    const rule =
      request.rule === 'ask' ? ({ kind: 'ask' } as const) : { kind: 'take' as const, askAboveBytes: undefined };
    return tellEnd(await selection.setRule(rule), undefined, choosing);
  }
  const path = readServerPath(request.directory);
  if (path === undefined) return tellEnd({ kind: 'unknown' }, undefined, choosing);
  if (request.kind === 'list') return list(path, choosing);
  return tellEnd(await selection.choose(request.kind, path), path, choosing);
}

async function list(path: RelativePath, choosing: Choosing): Promise<number> {
  const { opened, command, language } = choosing;
  const entries = await opened.selection.list(path);
  if (entries === undefined) return tellEnd({ kind: 'unknown' }, path, choosing);
  const { newDirectories, choices } = await opened.selection.read();
  const undecided = choices.filter(({ kind }) => kind === 'undecided').map((choice) => choice.path);
  if (command.isJson) {
    const output = createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`));
    for (const { path: at, sizeBytes, state } of entries)
      output.write({ type: 'directory', path: at, sizeBytes, state });
    output.write({ type: 'selection', newDirectories, undecided });
  } else say(describeSelection({ entries, newDirectories, undecided }, language), command.localFolder);
  return toExitCode({ kind: 'in-sync' });
}

function tellEnd(end: ChoiceEnd, path: RelativePath | undefined, choosing: Choosing): number {
  const { command, language, opened } = choosing;
  if (end.kind === 'failed') return tellError(end.error, choosing);
  const isDone = end.kind === 'taken' || end.kind === 'already-so';
  if (command.isJson) {
    const output = createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`));
    const preview = end.kind === 'taken' ? end.preview : undefined;
    output.write({
      type: isDone ? 'chosen' : 'refused',
      request: command.request.kind,
      path,
      end: end.kind,
      ...preview,
    });
  }
  if (!isDone)
    process.stderr.write(
      `${toPrintable(describeChoiceRefusal(end, path ?? toTyped(command.request), language), findFolderWords(command.localFolder))}\n`,
    );
  else if (!command.isJson)
    say(describeChosen({ end, request: command.request, isRunning: opened.isRunning }, language), command.localFolder);
  return toExitCode(isDone ? { kind: 'in-sync' } : { kind: 'usage-error' });
}

function toTyped(request: FoldersRequest): string {
  return request.kind === 'new' ? '' : request.directory;
}

function tellError({ code, detail }: SyncError, { command, language }: FoldersCommandInput): number {
  if (command.isJson) {
    const output = createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`));
    output.write({ type: 'error', code, detail });
  }
  const { title, hint } = getMessage(code, language);
  process.stderr.write(`${title}. ${hint}\n`);
  return toExitCode(toRunEnd(code));
}

/** Line by line: a name must not be able to begin one of its own. */
function say(lines: readonly string[], anyPath: string): void {
  const folder = findFolderWords(anyPath);
  process.stdout.write(lines.map((line) => `${toPrintable(line, folder)}\n`).join(''));
}
