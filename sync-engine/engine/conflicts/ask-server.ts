import { isTextName, MAX_TEXT_BYTES } from '../../core/conflicts/text-merge.ts';
import { NO_LONGER_NEEDED, pause } from '../../clock/clock.ts';
import type { ConflictRecord } from '../../core/model/conflict.ts';
import type { HistoryEntry, HistoryVerb } from '../../core/model/history.ts';
import { baseName, isInside } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isConnectionError } from '../../core/model/sync-error.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';
import type { FolderPorts } from '../parts.ts';
import { hasBaseText, keepBaseText } from './base-text.ts';
import { hashBytes } from './put-bytes.ts';

type AskingPorts = Pick<FolderPorts, 'transport' | 'database' | 'filesystem' | 'clock' | 'logger'>;

/** A conflict that the server has not been asked about, with its item as the server showed it last. */
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

/** The folder is not kept from being synced for longer, in ms. */
const MAX_ASKING_MS = 10_000;

/** How the asking ended; whatever was not answered is still unasked. `unanswered`: better asked later. */
export type AskingEnd = 'done' | 'unanswered' | 'interrupted';

/**
 * Asks the server, once, what people want to know of new conflicts: who wrote its version and when it came, and of texts
 * the bytes that both were made from, without which they cannot be merged. Each is one small request or two, and a
 * server that does not tell leaves it unknown: nothing depends on it. The first failure ends the asking, and so does
 * time.
 */
export async function askServer(
  conflicts: readonly NewConflict[],
  ports: AskingPorts,
  signal: AbortSignal,
): Promise<AskingEnd> {
  const isTelling = 'readOrigin' in ports.transport || 'readFormerVersion' in ports.transport;
  if (conflicts.length === 0 || !isTelling) return 'done';
  const [timeUp, isOver] = [new AbortController(), new AbortController()];
  const bound = AbortSignal.any([signal, timeUp.signal]);
  void pause(ports.clock, MAX_ASKING_MS, isOver.signal).then(() => timeUp.abort());
  try {
    if ((await askInRounds(conflicts, ports, bound)) === 'done') return 'done';
    return signal.aborted ? 'interrupted' : 'unanswered';
  } finally {
    isOver.abort(NO_LONGER_NEEDED);
  }
}

async function askInRounds(
  conflicts: readonly NewConflict[],
  ports: AskingPorts,
  signal: AbortSignal,
): Promise<'done' | 'ended'> {
  const agreements = new AgreementTimes(ports);
  for (let start = 0; start < conflicts.length; start += AT_ONCE) {
    const answers = conflicts
      .slice(start, start + AT_ONCE)
      .map((conflict) => ask(conflict, { agreements, ports }, signal));
    if ((await Promise.all(answers)).includes('failed')) return 'ended';
  }
  return 'done';
}

/** What both questions of a conflict ended with. A server that answers with an error is not asked again. */
async function ask(
  conflict: NewConflict,
  { agreements, ports }: { readonly agreements: AgreementTimes; readonly ports: AskingPorts },
  signal: AbortSignal,
): Promise<'answered' | 'failed'> {
  if (signal.aborted) return 'failed';
  const agreedAtMs = agreements.of(conflict.record);
  const errors = [await fetchBaseText(conflict, ports, signal)];
  const told = signal.aborted ? undefined : await learnOrigin(conflict, { agreedAtMs, ports }, signal);
  if (told?.kind === 'failed') errors.push(told.error);
  const failures = errors.flatMap((error) => error ?? []);
  for (const failure of failures) note(failure, ports);
  if (signal.aborted || failures.some(isSilence)) return 'failed';
  const origin = told?.kind === 'told' ? told.origin : {};
  ports.database.putConflict({ ...conflict.record, ...origin, wasServerAsked: true });
  return failures.length === 0 ? 'answered' : 'failed';
}

function isSilence({ code }: SyncError): boolean {
  return isConnectionError(code) || code === 'stalled' || code === 'cancelled';
}

type Origin = Partial<Pick<ConflictRecord, 'serverAuthor' | 'serverReceivedAtMs'>>;

type Told = { readonly kind: 'told'; readonly origin: Origin } | { readonly kind: 'failed'; readonly error: SyncError };

async function learnOrigin(
  { remote }: NewConflict,
  { agreedAtMs, ports }: { readonly agreedAtMs: number; readonly ports: AskingPorts },
  signal: AbortSignal,
): Promise<Told> {
  const told = await ports.transport.readOrigin?.(remote.fileId, signal);
  if (told === undefined) return { kind: 'told', origin: {} };
  if (!told.ok) return { kind: 'failed', error: told.error };
  const { person, receivedAgoMs } = told.value;
  if (receivedAgoMs === undefined) return { kind: 'told', origin: { serverAuthor: person } };
  const serverReceivedAtMs = ports.clock.nowMs() - receivedAgoMs;
  // It is still about the version that both sides agreed on: the server writes down late who wrote.
  if (serverReceivedAtMs - DATE_STEP_MS <= agreedAtMs) return { kind: 'told', origin: {} };
  return { kind: 'told', origin: { serverAuthor: person, serverReceivedAtMs } };
}

/** Returns what kept the text from coming; a server that no longer has it has answered. */
async function fetchBaseText(
  { record, remote }: NewConflict,
  ports: AskingPorts,
  signal: AbortSignal,
): Promise<SyncError | undefined> {
  const { base, server, local } = record;
  if (base?.checksum === undefined || base.sizeBytes === undefined || !isTextName(baseName(record.path)))
    return undefined;
  const sizes = [base, server, local].map((facts) => facts?.sizeBytes ?? 0);
  if (sizes.some((sizeBytes) => sizeBytes > MAX_TEXT_BYTES) || (await hasBaseText(record, ports))) return undefined;
  const { checksum, sizeBytes, etag, mtimeMs } = base;
  const found = await ports.transport.readFormerVersion?.(
    { fileId: remote.fileId, etag, sizeBytes, mtimeMs, isWanted: (bytes) => hashBytes(bytes) === checksum },
    signal,
  );
  if (found?.ok === false) return found.error;
  if (found?.value === undefined) return undefined;
  const kept = await keepBaseText(record.id, found.value, ports);
  return kept.ok ? undefined : kept.error;
}

/** Nothing is lost by it, so that no run ends for it; what is really wrong with the server shows in its other answers. */
function note({ code, detail }: SyncError, { logger }: AskingPorts): void {
  logger.info('two-versions-not-told', { code, detail });
}

/** Nobody knows when both sides agreed: whatever the server tells may be about the version that they agreed on. */
const UNKNOWN_MS = Number.POSITIVE_INFINITY;

const AGREEING: ReadonlySet<HistoryVerb> = new Set(['upload', 'download', 'conflict']);
const LEAVING: ReadonlySet<HistoryVerb> = new Set(['move', 'remove', 'unsync']);

/** When both sides agreed on what a file held before, as far as the history reaches back. Read when first asked. */
class AgreementTimes {
  readonly #ports: AskingPorts;
  #entries: readonly HistoryEntry[] | undefined;

  constructor(ports: AskingPorts) {
    this.#ports = ports;
  }

  /** Goes back in time, to the names that the file had before. */
  of({ path, recordedAtMs }: ConflictRecord): number {
    this.#entries ??= this.#ports.database.listHistory(MAX_HISTORY);
    let place = path;
    for (const { verb, path: from, target, atMs } of this.#entries) {
      if (verb === 'move' && target !== undefined && isInside(place, target)) {
        place = `${from}${place.slice(target.length)}` as RelativePath;
        continue;
      }
      // Since then it is about the conflict itself.
      if (atMs >= recordedAtMs) continue;
      if (AGREEING.has(verb) && from === place) return atMs;
      // What stood here then was another file: this one came without an entry, because both sides had it.
      if (LEAVING.has(verb) && isInside(place, from)) return UNKNOWN_MS;
    }
    const isFull = this.#entries.length === MAX_HISTORY;
    return (isFull ? this.#entries.at(-1)?.atMs : undefined) ?? UNKNOWN_MS;
  }
}
