import { judgeUndo, UNDO_EFFECTS } from '../../core/model/judge-undo.ts';
import { findKeepId } from '../../core/model/history.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Undoers } from '../../core/model/standing.ts';
import { findStanding, toUndoers } from '../../core/model/standing.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import { openVisit } from '../../engine/create-visit.ts';
import { findFolder } from '../../engine/opening/find-folder.ts';
import type { Visit } from '../../engine/visiting/visit.ts';
import type { Act } from '../../engine/visiting/visit-acts.ts';
import { askYes, GO_ON } from '../ask-yes.ts';
import { toExitCode, toRunEnd } from '../exit-code.ts';
import type { JsonOutput } from '../json-output.ts';
import { createJsonOutput } from '../json-output.ts';
import type { Language, Message } from '../messages.ts';
import { getMessage, getUsageMessage } from '../messages.ts';
import { describeNoFolder } from '../phrases.ts';
import { toPrintable } from '../printable.ts';
import type { FolderWords } from '../told-command.ts';
import { toFolderWords } from '../told-command.ts';
import type { Agreement } from './undo-question.ts';
import { describeAsked, toAgreement } from './undo-question.ts';
import type { VisitCommand, VisitRequest } from './visit-arguments.ts';
import { describeHistory, describeKept, describeRestored, describeUndone } from './visit-phrases.ts';
import { getRefusalMessage } from './refusal-phrases.ts';

export interface VisitCommandInput {
  readonly command: VisitCommand;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** As many lines of the history as people read; programs get all, and so does who asks for each entry by itself. */
const MAX_SHOWN = 50;

interface Visiting extends VisitCommandInput {
  readonly visit: Visit;
  readonly rootPath: string;
  readonly json: JsonOutput;
}

/**
 * Runs `kept`, `history` and `undo`. Ends with 0 when all was done, 1 when something was refused, 2 for a path outside
 * the sync folder, 4 when there is no sync folder or it cannot be read.
 */
export async function runVisit(input: VisitCommandInput): Promise<number> {
  const { command, language } = input;
  const opened = await openVisit(command.localFolder ?? process.cwd(), command.stateFolder);
  if (opened === undefined) {
    process.stderr.write(`${describeNoFolder(language)}\n`);
    return toExitCode({ kind: 'unavailable', code: 'local-folder-missing' });
  }
  const json = createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`));
  if (!opened.ok) return tellError(opened.error, { ...input, json });
  const visiting: Visiting = { ...input, ...opened.value, json };
  try {
    return await carryOut(command.request, visiting);
  } finally {
    await visiting.visit.close();
  }
}

async function carryOut(request: VisitRequest, visiting: Visiting): Promise<number> {
  switch (request.kind) {
    case 'list-kept':
      return listKept(visiting);
    case 'list-history':
      return listHistory(request, visiting);
    case 'restore':
      return restore(request, visiting);
    case 'undo':
      return undo([request.operationId], request, visiting);
    case 'undo-run': {
      const ids = await visiting.visit.listRun(request.runId);
      return undo(ids.length === 0 ? [request.runId] : ids, request, visiting);
    }
    default:
      return request satisfies never;
  }
}

async function listKept({ visit, command, language, json, ...rest }: Visiting): Promise<number> {
  const kept = await visit.listKept();
  if (!kept.ok) return tellError(kept.error, { command, language, json, ...rest });
  if (command.isJson) {
    for (const {
      keepId,
      originalPath,
      modifiedAtMs,
      keptAtMs,
      keptUntilMs,
      freedFromMs,
      sizeBytes,
      checksum,
      reason,
    } of kept.value) {
      const [keptAt, keptUntil] = [toIsoTime(keptAtMs), toIsoTime(freedFromMs ?? keptUntilMs)];
      const about = { path: originalPath, sizeBytes, checksum, modifiedAt: toIsoTime(modifiedAtMs), reason };
      json.write({ type: 'kept', id: keepId, ...about, keptAt, keptUntil });
    }
  } else say(describeKept(kept.value, language), rest);
  return toExitCode({ kind: 'in-sync' });
}

async function listHistory(
  { isSingle }: Extract<VisitRequest, { kind: 'list-history' }>,
  { visit, command, language, json, rootPath }: Visiting,
): Promise<number> {
  const history = await visit.listHistory();
  const undoers = toUndoers(history);
  if (command.isJson) for (const entry of history) json.write({ type: 'operation', ...toJson(entry, undoers) });
  else
    say(describeHistory(history, { language, isSingle, maxLines: isSingle ? history.length : MAX_SHOWN }), {
      rootPath,
    });
  return toExitCode({ kind: 'in-sync' });
}

async function restore(request: Extract<VisitRequest, { kind: 'restore' }>, visiting: Visiting): Promise<number> {
  const { visit, command, language, json, signal } = visiting;
  const target = request.target === undefined ? undefined : findInside(request.target, visiting);
  if (target === 'outside') {
    process.stderr.write(`${getUsageMessage('value-not-allowed', '--to', language)}\n`);
    return toExitCode({ kind: 'usage-error' });
  }
  const restored = await visit.restore({ keepId: request.keepId, target, signal });
  if (restored.kind !== 'done') return tellNotDone(request.keepId, restored, visiting);
  const { path, bytes, entry } = restored.value;
  if (command.isJson) json.write({ type: 'restored', id: request.keepId, path, bytes, operation: entry.id });
  else say(describeRestored(restored.value, { language, isKeptAway: visit.readAway()(entry) !== undefined }), visiting);
  return toExitCode({ kind: 'in-sync' });
}

type UndoRequest = Extract<VisitRequest, { kind: 'undo' | 'undo-run' }>;

async function undo(ids: readonly string[], request: UndoRequest, visiting: Visiting): Promise<number> {
  const { visit, command, language, json, signal } = visiting;
  const agreed = await agree(ids, request, visiting);
  if (agreed === undefined) return toExitCode({ kind: 'finished-with-problems', problemCount: 1 });
  let exitCode: number = toExitCode({ kind: 'in-sync' });
  for (const id of ids) {
    const undone = await visit.undo(id, { agreed: agreed(id), signal });
    if (undone.kind !== 'done') exitCode = Math.max(exitCode, tellNotDone(id, undone, visiting));
    else if (command.isJson) json.write({ type: 'undone', ...toJson(undone.value, new Map()) });
    else
      say(
        describeUndone(undone.value, { language, isKeptAway: visit.readAway()(undone.value) !== undefined }),
        visiting,
      );
  }
  return exitCode;
}

/**
 * What a person agrees to before anything is undone: by `--yes`, or asked at a terminal. Undefined when he does not, or
 * nobody can be asked; that has been told, and nothing is done then.
 */
async function agree(
  ids: readonly string[],
  { isAgreed }: UndoRequest,
  visiting: Visiting,
): Promise<Agreement | undefined> {
  const { visit, command, language, signal } = visiting;
  if (isAgreed) return () => UNDO_EFFECTS;
  const asked = await visit.listEffects(ids);
  if (asked.length === 0) return toAgreement(asked);
  const { stdin, stderr } = process;
  if (command.isJson || !stdin.isTTY) {
    for (const { entry } of asked) tellNotDone(entry.id, { kind: 'refused', code: 'not-agreed' }, visiting);
    return undefined;
  }
  stderr.write(
    describeAsked(asked, language)
      .map((line) => `${toPrintable(line)}\n`)
      .join(''),
  );
  if (await askYes(GO_ON[language], { input: stdin, output: stderr, signal })) return toAgreement(asked);
  stderr.write(`${getRefusalMessage('not-agreed', language).title}\n`);
  return undefined;
}

/** A path that a person typed, seen from the sync folder. */
function findInside(typed: string, { rootPath, command }: Visiting): RelativePath | 'outside' {
  const found = findFolder(typed, command.stateFolder);
  return found === undefined || found.rootPath !== rootPath || found.path === ROOT_PATH ? 'outside' : found.path;
}

function tellNotDone(id: string, act: Exclude<Act<never>, { kind: 'done' }>, visiting: Visiting): number {
  if (act.kind === 'failed') return tellError(act.error, visiting);
  const { command, language, json } = visiting;
  if (command.isJson) json.write({ type: 'refused', id, code: act.code });
  complain(id, getRefusalMessage(act.code, language), toFolderWords(visiting.rootPath, process.cwd()));
  return toExitCode({ kind: 'finished-with-problems', problemCount: 1 });
}

function tellError(error: SyncError, { command, language, json }: Omit<Visiting, 'visit' | 'rootPath'>): number {
  const { code, detail } = error;
  if (command.isJson) json.write({ type: 'error', code, detail });
  complain('', getMessage(code, language), []);
  return toExitCode(error.scope === 'item' ? { kind: 'finished-with-problems', problemCount: 1 } : toRunEnd(code));
}

/** Line by line: a name must not be able to begin one of its own. */
function say(lines: readonly string[], { rootPath }: Pick<Visiting, 'rootPath'>): void {
  const folder = toFolderWords(rootPath, process.cwd());
  process.stdout.write(lines.map((line) => `${toPrintable(line, folder)}\n`).join(''));
}

function complain(subject: string, { title, hint }: Message, folder: FolderWords): void {
  process.stderr.write(`${toPrintable(`${subject === '' ? '' : `${subject}: `}${title}. ${hint}`, folder)}\n`);
}

function toJson(entry: HistoryEntry, undoers: Undoers): Readonly<Record<string, unknown>> {
  const { id, runId, atMs, verb, side, nodeKind, path, target, undoes, outcome } = entry;
  const isUndone = findStanding(id, undoers) === undefined;
  const verdict = isUndone ? ({ kind: 'refused', why: 'already-undone' } as const) : judgeUndo(entry);
  return {
    id,
    run: runId,
    at: toIsoTime(atMs),
    verb,
    side,
    kind: nodeKind,
    path,
    target,
    keptId: findKeepId(entry),
    undoes,
    ...outcome,
    canUndo: verdict.kind !== 'refused',
    whyNot: verdict.kind === 'refused' ? verdict.why : undefined,
    undoAsks: verdict.kind === 'asks' ? verdict.effect : undefined,
  };
}

function toIsoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
