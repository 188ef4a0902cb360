import { buffer } from 'node:stream/consumers';
import { isTextName, MAX_TEXT_BYTES, mergeTexts } from '../../core/conflicts/text-merge.ts';
import type { MarkLabels, TextMerge } from '../../core/conflicts/text-merge.ts';
import type { Checksum } from '../../core/model/checksum.ts';
import { EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import type { ConflictId, ConflictRecord } from '../../core/model/conflict.ts';
import { baseName } from '../../core/model/relative-path.ts';
import type { Outcome, Result } from '../../core/model/sync-error.ts';
import type { OpenFile } from '../../filesystem/filesystem.ts';
import type { KeptRow } from '../../sync-database/sync-database.ts';
import type { TwoVersions, Version } from './look.ts';
import type { ExchangePorts } from './put-bytes.ts';
import { hashBytes } from './put-bytes.ts';

/** Beside the markers of the folder, until its conflict is forgotten. */
const PREFIX = 'base-text-';

/** Where nobody reads the marks. */
const NO_LABELS: MarkLabels = { base: '', mine: '', server: '' };

/** Merges the two versions, when they are UTF-8 texts and the bytes they were both made from can still be found. */
export async function mergeVersions(
  versions: TwoVersions,
  ports: ExchangePorts,
  labels = NO_LABELS,
): Promise<TextMerge> {
  const { record, original, second } = versions;
  const isText = isTextName(baseName(record.path));
  const isSmall = [original, second].every(({ file }) => file.stamp.sizeBytes <= MAX_TEXT_BYTES);
  if (!isText || !isSmall || record.base?.checksum === undefined) return { kind: 'not-offered' };
  const base = await findBaseText(record, ports);
  const server = base === undefined ? undefined : await readVersionText(original, ports);
  const mine = server === undefined ? undefined : await readVersionText(second, ports);
  if (base === undefined || server === undefined || mine === undefined) return { kind: 'not-offered' };
  return mergeTexts(baseName(record.path), { base, mine, server }, labels);
}

async function readVersionText({ path, file }: Version, ports: ExchangePorts): Promise<string | undefined> {
  return readText(await ports.filesystem.openFile(path), file.checksum);
}

type BaseTextPorts = Pick<ExchangePorts, 'filesystem' | 'database'>;

/** Keeps the bytes that both versions of a conflict were made from, if they are a text. */
export async function keepBaseText(
  id: ConflictId,
  bytes: Uint8Array,
  { filesystem }: Pick<BaseTextPorts, 'filesystem'>,
): Promise<Result<void>> {
  const text = decode(bytes);
  return text === undefined ? { ok: true, value: undefined } : filesystem.writePrivate(PREFIX + id, text);
}

/** Forgets what `keepBaseText` kept. */
export function forgetBaseText(id: ConflictId, filesystem: BaseTextPorts['filesystem']): Promise<Result<void>> {
  return filesystem.removePrivate(PREFIX + id);
}

/** True when the bytes that both versions were made from are here already. */
export async function hasBaseText(record: ConflictRecord, ports: BaseTextPorts): Promise<boolean> {
  return (await findBaseText(record, ports)) !== undefined;
}

/**
 * The text that both versions were made from, without its byte order mark; undefined when it is none, or cannot be found
 * any more.
 */
export async function readBaseText(record: ConflictRecord, ports: BaseTextPorts): Promise<string | undefined> {
  if (!isTextName(baseName(record.path))) return undefined;
  return (await findBaseText(record, ports))?.replace(/^\uFEFF/, '');
}

/** The very bytes that both sides last agreed on: those that the server still had, or that lie in the safety store. */
async function findBaseText({ id, base, path }: ConflictRecord, ports: BaseTextPorts): Promise<string | undefined> {
  if (base?.checksum === undefined) return undefined;
  if (base.checksum === EMPTY_CHECKSUM) return '';
  const { checksum, sizeBytes } = base;
  const fetched = await ports.filesystem.readPrivate(PREFIX + id);
  if (fetched !== undefined && hashBytes(Buffer.from(fetched)) === checksum) return fetched;
  const candidates = ports.database
    .listKept()
    .filter((row) => baseName(row.originalPath) === baseName(path) && mayHold(row, checksum, sizeBytes));
  for (const { keepId, originalPath } of candidates) {
    const text = await readText(await ports.filesystem.openKept(keepId, originalPath), checksum);
    if (text !== undefined) return text;
  }
  return undefined;
}

function mayHold(row: KeptRow, checksum: Checksum, sizeBytes: number | undefined): boolean {
  if (row.checksum !== undefined) return row.checksum === checksum;
  return row.sizeBytes <= MAX_TEXT_BYTES && (sizeBytes === undefined || row.sizeBytes === sizeBytes);
}

/** The text of a file that has this checksum; undefined for other bytes and for what is no UTF-8 text. */
async function readText(opened: Outcome<OpenFile>, checksum: Checksum): Promise<string | undefined> {
  if (opened.kind !== 'done') return undefined;
  const file = opened.value;
  try {
    if (file.stamp.sizeBytes > MAX_TEXT_BYTES) return undefined;
    const bytes = await buffer(file.read(0, file.stamp.sizeBytes));
    return hashBytes(bytes) === checksum ? decode(bytes) : undefined;
  } finally {
    await file.close();
  }
}

/** A byte order mark stays part of the text. Zero bytes are a sign of anything but text. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
