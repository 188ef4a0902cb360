import type { SyncError } from '../../core/model/sync-error.ts';
import type { ConflictDesk, ConflictView } from '../../engine/conflicts/conflict-desk.ts';
import type { ResolveEnd } from '../../engine/conflicts/resolve.ts';
import { openConflictDesk } from '../../engine/create-visit.ts';
import type { ConflictsCommand } from './conflicts-arguments.ts';
import {
  COMPARED,
  describeConflictView,
  describeInUse,
  describeNoConflicts,
  describeRefusal,
  describeResolved,
} from './conflict-phrases.ts';
import { agreeToUndo, describeNotUndone } from './undo-decision-question.ts';
import { toExitCode } from '../exit-code.ts';
import type { JsonOutput } from '../json-output.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { toPrintable } from '../printable.ts';
import type { FolderWords } from '../told-command.ts';
import { findFolderWords } from '../told-command.ts';
import { getMessage } from '../messages.ts';
import { describeNoFolder } from '../phrases.ts';

export interface ConflictsCommandInput {
  readonly command: ConflictsCommand;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Runs `bayernbox conflicts`: 0 done, 1 refused (nothing was changed), 4 in use or not in a sync folder. */
export async function runConflicts(input: ConflictsCommandInput): Promise<number> {
  const { command, language } = input;
  const telling: Telling = {
    json: command.isJson
      ? createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`))
      : undefined,
    language,
    folder: findFolderWords(command.folder),
  };
  switch (command.act) {
    case 'list':
      return atDesk('look', input, (desk) => list(desk, telling));
    case 'compare':
      return atDesk('look', input, (desk) => compare(desk, command.id, telling));
    case 'resolve': {
      const { keep, newName, revision } = command;
      return atDesk('decide', input, async (desk) => {
        const id = desk.findId(command.id);
        const end = id === undefined ? UNKNOWN : await desk.resolve({ id, keep, newName, revision });
        return tellEnd(end, desk, telling);
      });
    }
    case 'undo':
      return undo(command, input, telling);
    default:
      return command satisfies never;
  }
}

async function atDesk(
  mode: 'look' | 'decide',
  { command, language, signal }: ConflictsCommandInput,
  work: (desk: ConflictDesk) => Promise<number>,
): Promise<number> {
  const opened = await openConflictDesk({
    anyPath: command.folder,
    stateDirectory: command.stateFolder,
    mode,
    signal,
  });
  if (opened.kind === 'no-sync-folder') return complain(describeNoFolder(language));
  if (opened.kind === 'failed') return complain(describeError(opened.error, language));
  try {
    return await work(opened.desk);
  } finally {
    await opened.close();
  }
}

const UNKNOWN = { kind: 'refused', reason: 'conflict-unknown' } as const;

async function list(desk: ConflictDesk, telling: Telling): Promise<number> {
  const views = await desk.list();
  tellList(
    views.filter(({ state }) => state !== 'dissolved'),
    telling,
  );
  return toExitCode({ kind: 'in-sync' });
}

async function compare(desk: ConflictDesk, named: string, telling: Telling): Promise<number> {
  const { json, language } = telling;
  const id = desk.findId(named);
  const compared = id === undefined ? UNKNOWN : await desk.compare(id, COMPARED[language]);
  if (compared.kind === 'refused') return tellFailure(compared, telling);
  if (json === undefined) process.stdout.write(process.stdout.isTTY ? toPrintableText(compared.text) : compared.text);
  else json.write({ type: 'comparison', id: compared.id, text: compared.text });
  return toExitCode({ kind: 'in-sync' });
}

/** Asks before it takes the folder for itself: while a person thinks, the folder is synced as ever. */
async function undo(
  command: Extract<ConflictsCommand, { readonly act: 'undo' }>,
  input: ConflictsCommandInput,
  telling: Telling,
): Promise<number> {
  const { language, signal } = input;
  if (command.isAgreed) return atDesk('decide', input, (desk) => takeBack(desk, command.id, telling));
  return atDesk('look', input, async (looking) => {
    const id = looking.findId(command.id);
    const asked = id === undefined ? undefined : looking.findDecided(id);
    const { stdin, stderr } = process;
    const canAsk = !command.isJson && stdin.isTTY;
    const agreement = await agreeToUndo(asked, {
      language,
      isAgreed: false,
      canAsk,
      input: stdin,
      output: stderr,
      signal,
    });
    if (agreement !== 'agreed') return tellNotUndone(agreement, telling);
    return atDesk('decide', input, async (desk) => {
      // Agreed to is what was shown, and nothing else.
      const isAsAsked = id === undefined || desk.findDecided(id)?.atMs === asked?.atMs;
      return isAsAsked ? takeBack(desk, command.id, telling) : tellFailure(CHANGED, telling);
    });
  });
}

const CHANGED = { kind: 'refused', reason: 'changed-meanwhile' } as const;

async function takeBack(desk: ConflictDesk, named: string, telling: Telling): Promise<number> {
  const id = desk.findId(named);
  return tellEnd(id === undefined ? UNKNOWN : await desk.undo(id), desk, telling);
}

function tellNotUndone(agreement: Parameters<typeof describeNotUndone>[0], { json, language }: Telling): number {
  json?.write({ type: 'error', code: 'not-agreed' });
  process.stderr.write(`${describeNotUndone(agreement, language)}\n`);
  return toExitCode({ kind: 'finished-with-problems', problemCount: 1 });
}

async function tellEnd(end: ResolveEnd, desk: ConflictDesk, telling: Telling): Promise<number> {
  if (end.kind !== 'done') return tellFailure(end, telling);
  const { json, language, folder } = telling;
  const { id, path, state } = end.record;
  if (json !== undefined) json.write({ type: 'conflict', id, path, state: state.kind });
  else {
    const decided = { record: end.record, isSecondOnlyHere: await desk.isSecondOnlyHere(end.record) };
    process.stdout.write(`${toPrintable(describeResolved(decided, language), folder)}\n`);
  }
  return toExitCode({ kind: 'in-sync' });
}

/** A text of somebody else must not steer a terminal; in a pipe it stays as it is. */
function toPrintableText(text: string): string {
  const lines = text.split('\n').map((line) => toPrintable(line.replace(/\r$/, '').replaceAll('\t', '    ')));
  return lines.join('\n');
}

interface Telling {
  readonly json: JsonOutput | undefined;
  readonly language: Language;
  readonly folder: FolderWords;
}

function tellFailure(end: Exclude<ResolveEnd, { readonly kind: 'done' }>, telling: Telling): number {
  const { json, language, folder } = telling;
  json?.write({ type: 'error', code: end.kind === 'refused' ? end.reason : end.error.code });
  const text = end.kind === 'refused' ? describeRefusal(end.reason, language) : describeError(end.error, language);
  process.stderr.write(`${toPrintable(text, folder)}\n`);
  return toExitCode({ kind: 'finished-with-problems', problemCount: 1 });
}

function tellList(views: readonly ConflictView[], { json, language, folder }: Telling): void {
  if (json !== undefined) for (const view of views) json.write({ type: 'conflict', ...view });
  else if (views.length === 0) process.stdout.write(`${describeNoConflicts(language)}\n`);
  else for (const view of views) process.stdout.write(`${describeConflictView(view, language, folder)}\n`);
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return toExitCode({ kind: 'unavailable', code: 'local-folder-missing' });
}

function describeError({ code }: SyncError, language: Language): string {
  if (code === 'local-folder-in-use') return describeInUse(language);
  const { title, hint } = getMessage(code, language);
  return `${title}. ${hint}`;
}
