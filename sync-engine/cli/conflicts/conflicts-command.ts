import type { ConflictId } from '../../core/model/conflict.ts';
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
import { toExitCode } from '../exit-code.ts';
import type { JsonOutput } from '../json-output.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { toPrintable } from '../printable.ts';
import { getMessage } from '../messages.ts';
import { describeNoFolder } from '../phrases.ts';

export interface ConflictsCommandInput {
  readonly command: ConflictsCommand;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Runs `bayernbox conflicts`: 0 done, 1 refused (nothing was changed), 4 in use or not in a sync folder. */
export async function runConflicts(input: ConflictsCommandInput): Promise<number> {
  const { command, language, signal } = input;
  const opened = await openConflictDesk({
    anyPath: command.folder,
    stateDirectory: command.stateFolder,
    mode: command.act === 'list' || command.act === 'compare' ? 'look' : 'decide',
    signal,
  });
  if (opened.kind === 'no-sync-folder') return complain(describeNoFolder(language));
  if (opened.kind === 'failed') return complain(describeError(opened.error, language));
  try {
    return await work(opened.desk, input);
  } finally {
    await opened.close();
  }
}

async function work(desk: ConflictDesk, { command, language }: ConflictsCommandInput): Promise<number> {
  const json = command.isJson
    ? createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`))
    : undefined;
  if (command.act === 'list') {
    const views = await desk.list();
    tellList(
      views.filter(({ state }) => state !== 'dissolved'),
      json,
      language,
    );
    return toExitCode({ kind: 'in-sync' });
  }
  const id = desk.findId(command.id);
  const unknown = { kind: 'refused', reason: 'conflict-unknown' } as const;
  const telling = { json, language };
  if (command.act === 'compare') {
    const compared = id === undefined ? unknown : await desk.compare(id, COMPARED[language]);
    if (compared.kind === 'refused') return tellFailure(compared, telling);
    if (json === undefined) process.stdout.write(process.stdout.isTTY ? toPrintableText(compared.text) : compared.text);
    else json.write({ type: 'comparison', id: compared.id, text: compared.text });
    return toExitCode({ kind: 'in-sync' });
  }
  const end = id === undefined ? unknown : await decide(desk, id, command);
  if (end.kind !== 'done') return tellFailure(end, telling);
  const { path, state } = end.record;
  if (json !== undefined) json.write({ type: 'conflict', id: end.record.id, path, state: state.kind });
  else {
    const decided = { record: end.record, isSecondOnlyHere: await desk.isSecondOnlyHere(end.record) };
    process.stdout.write(`${toPrintable(describeResolved(decided, language))}\n`);
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
}

function tellFailure(end: Exclude<ResolveEnd, { readonly kind: 'done' }>, { json, language }: Telling): number {
  json?.write({ type: 'error', code: end.kind === 'refused' ? end.reason : end.error.code });
  process.stderr.write(
    `${end.kind === 'refused' ? describeRefusal(end.reason, language) : describeError(end.error, language)}\n`,
  );
  return toExitCode({ kind: 'finished-with-problems', problemCount: 1 });
}

function decide(
  desk: ConflictDesk,
  id: ConflictId,
  command: Extract<ConflictsCommand, { readonly act: 'resolve' | 'undo' }>,
): Promise<ResolveEnd> {
  if (command.act === 'undo') return desk.undo(id);
  const { keep, newName, revision } = command;
  return desk.resolve({ id, keep, newName, revision });
}

function tellList(views: readonly ConflictView[], json: JsonOutput | undefined, language: Language): void {
  if (json !== undefined) for (const view of views) json.write({ type: 'conflict', ...view });
  else if (views.length === 0) process.stdout.write(`${describeNoConflicts(language)}\n`);
  else for (const view of views) process.stdout.write(`${describeConflictView(view, language)}\n`);
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
