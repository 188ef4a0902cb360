import { parseChecksum } from './checksum.ts';
import type { ConflictId } from './conflict.ts';
import { parseHolderName } from './holder.ts';
import type { ChoiceOutcome, ChosenPart } from './choice-outcome.ts';
import type { HistoryEntry, HistoryVerb, NoReversal, Reversal } from './history.ts';
import type { HistoryId } from './ids.ts';
import { isHistoryId, toFileId, toHistoryId } from './ids.ts';
import type { RelativePath } from './relative-path.ts';
import { parseRelativePath } from './relative-path.ts';

/** The stored form of history entries: JSON in the sync database, and in private files of the sync folder. */

/** Every verb that an entry can have. */
export const HISTORY_VERBS = [
  'upload',
  'download',
  'conflict',
  'make-directory',
  'move',
  'remove',
  'restore',
  'unsync',
  'choose',
  'decide',
] as const satisfies readonly HistoryVerb[];

const NO_REVERSALS = [
  'needs-server-versions',
  'needs-server-trash',
  'carries-undo',
  'came-from-server',
  'two-versions',
  'two-versions-decided',
  'needs-selecting',
  'not-recorded',
] as const satisfies readonly NoReversal[];

const KEEP_ID = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;

/** JSON of an entry or of a part of it. */
export function toHistoryJson(value: HistoryEntry | Reversal | ChoiceOutcome): string {
  return JSON.stringify(value, (_key, field: unknown) => (typeof field === 'bigint' ? field.toString() : field));
}

/** Reads an entry back; undefined when it is none. */
export function parseHistoryEntry(value: unknown): HistoryEntry | undefined {
  const fields = toFields(value);
  const [id, path, verb] = [parseId(fields['id']), parsePath(fields['path']), parseWord(fields['verb'], HISTORY_VERBS)];
  const side = parseWord(fields['side'], ['local', 'remote']);
  const nodeKind = parseWord(fields['nodeKind'], ['file', 'directory']);
  const { runId, atMs } = fields;
  if (id === undefined || path === undefined || verb === undefined) return undefined;
  if (side === undefined || nodeKind === undefined) return undefined;
  if (typeof runId !== 'string' || typeof atMs !== 'number') return undefined;
  const [target, undoes] = [parsePath(fields['target']), parseId(fields['undoes'])];
  const [reversal, outcome] = [parseReversal(fields['reversal']), parseChoiceOutcome(fields['outcome'])];
  return { id, runId, atMs, verb, side, nodeKind, path, target, undoes, reversal, outcome };
}

/** Reads back what came of a choice; undefined when that cannot be read. */
export function parseChoiceOutcome(value: unknown): ChoiceOutcome | undefined {
  const fields = toFields(value);
  const [came, left] = [parsePart(fields['came']), parsePart(fields['left'])];
  return came === undefined || left === undefined ? undefined : { came, left };
}

function parsePart(value: unknown): ChosenPart | undefined {
  const { count, directories, files, bytes } = toFields(value);
  if (typeof count !== 'number' || typeof files !== 'number' || typeof bytes !== 'number') return undefined;
  if (!Array.isArray(directories)) return undefined;
  return { count, directories: directories.flatMap((path) => parsePath(path) ?? []), files, bytes };
}

/** Reads a reversal back. What cannot be read is no reason to lose the rest of an entry: it is `not-recorded`. */
export function parseReversal(value: unknown): Reversal {
  const fields = toFields(value);
  const checksum = typeof fields['checksum'] === 'string' ? parseChecksum(fields['checksum']) : undefined;
  const keepId = typeof fields['keepId'] === 'string' && KEEP_ID.test(fields['keepId']) ? fields['keepId'] : undefined;
  const fileId =
    typeof fields['fileId'] === 'string' && fields['fileId'] !== '' ? toFileId(fields['fileId']) : undefined;
  switch (fields['kind']) {
    case 'keep-file':
      return checksum === undefined ? NOT_RECORDED : { kind: 'keep-file', checksum };
    case 'restore':
      return keepId === undefined ? NOT_RECORDED : { kind: 'restore', keepId };
    case 'put-back':
      return keepId === undefined || checksum === undefined ? NOT_RECORDED : { kind: 'put-back', keepId, checksum };
    case 'move-back':
      return { kind: 'move-back', inode: parseInode(fields['inode']), checksum };
    case 'move-back-on-server':
      return fileId === undefined ? NOT_RECORDED : { kind: 'move-back-on-server', fileId };
    case 'remove-directory':
      return { kind: 'remove-directory' };
    case 'make-directory':
      return { kind: 'make-directory' };
    case 'reopen':
      return parseReopening(fields);
    case 'none':
      return { kind: 'none', why: parseWord(fields['why'], NO_REVERSALS) ?? 'not-recorded' };
    default:
      return NOT_RECORDED;
  }
}

function parseReopening({ conflictId, how, person }: Readonly<Record<string, unknown>>): Reversal {
  const decided = parseWord(how, ['mine', 'server', 'both', 'merged']);
  if (typeof conflictId !== 'string' || conflictId === '' || decided === undefined) return NOT_RECORDED;
  return {
    kind: 'reopen',
    conflictId: conflictId as ConflictId,
    how: decided,
    person: typeof person === 'string' ? parseHolderName(person) : undefined,
  };
}

const NOT_RECORDED: Reversal = { kind: 'none', why: 'not-recorded' };

function toFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parseWord<Word extends string>(value: unknown, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === value);
}

function parsePath(value: unknown): RelativePath | undefined {
  return typeof value === 'string' ? parseRelativePath(value) : undefined;
}

function parseId(value: unknown): HistoryId | undefined {
  return typeof value === 'string' && isHistoryId(value) ? toHistoryId(value) : undefined;
}

function parseInode(value: unknown): bigint | undefined {
  return typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : undefined;
}
