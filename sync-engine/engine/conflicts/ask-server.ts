import { isTextName, MAX_TEXT_BYTES } from '../../core/conflicts/text-merge.ts';
import type { ConflictRecord } from '../../core/model/conflict.ts';
import { baseName } from '../../core/model/relative-path.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';
import type { FolderPorts } from '../parts.ts';
import { hasBaseText, keepBaseText } from './base-text.ts';
import { hashBytes } from './put-bytes.ts';

type AskingPorts = Pick<FolderPorts, 'transport' | 'database' | 'filesystem' | 'clock' | 'logger'>;

/** A conflict that has just come up, with its item as the server showed it last. */
export interface NewConflict {
  readonly record: ConflictRecord;
  readonly remote: RemoteRow;
}

/** So many are asked for at once; the connections of the account bound what is really on its way. */
const AT_ONCE = 8;

/** What happened further back is looked for nowhere. */
const MAX_HISTORY = 2_000;

/** The age of a version comes from a header that has whole seconds. */
const DATE_STEP_MS = 1_000;

/**
 * Asks the server, once, what people want to know of new conflicts: who wrote its version and when it came, and of texts
 * the bytes that both were made from, without which they cannot be merged. Each is one small request or two, and a
 * server that does not tell leaves it unknown: nothing depends on it.
 */
export async function askServer(
  conflicts: readonly NewConflict[],
  ports: AskingPorts,
  signal: AbortSignal,
): Promise<void> {
  if (conflicts.length === 0) return;
  const agreedAtMs = new AgreementTimes(ports);
  for (let start = 0; start < conflicts.length && !signal.aborted; start += AT_ONCE) {
    const some = conflicts.slice(start, start + AT_ONCE);
    await Promise.all(
      some.map(async (conflict) => {
        await fetchBaseText(conflict, ports, signal);
        const told = await learnOrigin(conflict, { agreedAtMs: agreedAtMs.of(conflict.record), ports }, signal);
        if (told !== undefined) ports.database.putConflict({ ...conflict.record, ...told });
      }),
    );
  }
}

type Told = Pick<ConflictRecord, 'serverAuthor' | 'serverReceivedAtMs'>;

async function learnOrigin(
  { remote }: NewConflict,
  { agreedAtMs, ports }: { readonly agreedAtMs: number; readonly ports: AskingPorts },
  signal: AbortSignal,
): Promise<Told | undefined> {
  const told = await ports.transport.readOrigin?.(remote.fileId, signal);
  if (told?.ok === false) note(told.error, ports);
  if (told?.ok !== true) return undefined;
  const { person, receivedAgoMs } = told.value;
  if (receivedAgoMs === undefined) return { serverAuthor: person, serverReceivedAtMs: undefined };
  const serverReceivedAtMs = ports.clock.nowMs() - receivedAgoMs;
  // It is still about the version that both sides agreed on: the server writes down late who wrote.
  if (serverReceivedAtMs - DATE_STEP_MS <= agreedAtMs) return undefined;
  return { serverAuthor: person, serverReceivedAtMs };
}

async function fetchBaseText({ record, remote }: NewConflict, ports: AskingPorts, signal: AbortSignal): Promise<void> {
  const { base, server, local } = record;
  if (base?.checksum === undefined || base.sizeBytes === undefined || !isTextName(baseName(record.path))) return;
  const sizes = [base, server, local].map((facts) => facts?.sizeBytes ?? 0);
  if (sizes.some((sizeBytes) => sizeBytes > MAX_TEXT_BYTES) || (await hasBaseText(record, ports))) return;
  const { checksum, sizeBytes, etag, mtimeMs } = base;
  const found = await ports.transport.readFormerVersion?.(
    { fileId: remote.fileId, etag, sizeBytes, mtimeMs, isWanted: (bytes) => hashBytes(bytes) === checksum },
    signal,
  );
  if (found?.ok === false) note(found.error, ports);
  if (found?.ok !== true || found.value === undefined) return;
  const kept = await keepBaseText(record.id, found.value, ports);
  if (!kept.ok) note(kept.error, ports);
}

/** Nothing is lost by it, so that no run ends for it; what is really wrong with the server shows in its other answers. */
function note({ code, detail }: SyncError, { logger }: AskingPorts): void {
  logger.info('two-versions-not-told', { code, detail });
}

/** When both sides agreed on what a file held before, as far as the history reaches back. Read when first asked. */
class AgreementTimes {
  readonly #ports: AskingPorts;
  #times: ReadonlyMap<string, number> | undefined;
  #oldestMs = Number.NEGATIVE_INFINITY;

  constructor(ports: AskingPorts) {
    this.#ports = ports;
  }

  of({ path }: ConflictRecord): number {
    this.#times ??= this.#read();
    return this.#times.get(path) ?? this.#oldestMs;
  }

  #read(): ReadonlyMap<string, number> {
    const times = new Map<string, number>();
    const entries = this.#ports.database.listHistory(MAX_HISTORY);
    if (entries.length === MAX_HISTORY) this.#oldestMs = entries.at(-1)?.atMs ?? this.#oldestMs;
    for (const { verb, path, atMs } of entries) {
      if ((verb === 'upload' || verb === 'download') && !times.has(path)) times.set(path, atMs);
    }
    return times;
  }
}
