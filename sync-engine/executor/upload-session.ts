import { z } from 'zod';
import type { Checksum } from '../core/model/checksum.ts';
import { parseChecksum } from '../core/model/checksum.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { parseRelativePath } from '../core/model/relative-path.ts';
import type { SyncError } from '../core/model/sync-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { Filesystem } from '../filesystem/filesystem.ts';
import type { SyncDatabase, TransferRecord } from '../sync-database/sync-database.ts';
import type { Transport, UploadResume } from '../transport/transport.ts';

/** What keeping and giving up unfinished uploads needs. */
export interface SessionPorts {
  readonly database: SyncDatabase;
  readonly transport: Transport;
  readonly filesystem: Filesystem;
  readonly clock: Clock;
}

const KEY_PREFIX = 'upload ';

/** Servers that do not say how long they keep the pieces of an upload keep them for two days. */
const USUAL_LIFE_MS = 48 * 60 * 60_000;

const nanoseconds = z.string().transform(BigInt);

/** The file when it had the bytes of the session. */
const stampSchema = z.object({
  device: nanoseconds,
  inode: nanoseconds,
  birthNs: nanoseconds,
  sizeBytes: z.number(),
  mtimeNs: nanoseconds,
  ctimeNs: nanoseconds,
});

const sessionSchema = z.object({
  protocol: z.enum(['chunking-ng', 'tus']),
  session: z.string(),
  sizeBytes: z.number(),
  checksum: z.string(),
  expiresAtMs: z.number().optional(),
  stamp: stampSchema.optional(),
});

/**
 * The session that an earlier attempt at this file left, if it was for these very bytes and nobody has touched the file
 * since: else pieces of a version in between may be among those that have arrived, and some servers check nothing. Any
 * other is given up: its pieces would lie on the server until it throws them away by itself.
 */
export async function findSession(
  ports: Pick<SessionPorts, 'database' | 'transport'>,
  wanted: UploadedFile & { readonly checksum: Checksum },
  signal: AbortSignal,
): Promise<UploadResume | undefined> {
  const key = KEY_PREFIX + wanted.path;
  const record = ports.database.findTransfer(key);
  if (record === undefined) return undefined;
  const session = parseSession(record);
  if (session !== undefined && findUploadedChecksum(ports, wanted) === wanted.checksum) return session;
  if (session === undefined || (await ports.transport.abandonUpload(session, signal)) === undefined)
    ports.database.removeTransfer(key);
  return undefined;
}

/** Checksum of a file as it was when its unfinished upload began, if it is untouched since: a large file is read once. */
export function findUploadedChecksum(
  { database }: Pick<SessionPorts, 'database'>,
  { path, stamp }: UploadedFile,
): Checksum | undefined {
  const record = database.findTransfer(KEY_PREFIX + path);
  const stored = record === undefined ? undefined : sessionSchema.safeParse(parseJson(record.state)).data;
  if (stored?.stamp === undefined || !isSameStamp('file', stored.stamp, stamp)) return undefined;
  return parseChecksum(stored.checksum);
}

/** A file on its way, as it is now. */
export interface UploadedFile {
  readonly path: RelativePath;
  readonly stamp: LocalStamp;
}

/** Stores what the transport tells of the session of this file; `undefined` when it is over. */
export function keepSession(
  { database, clock }: Pick<SessionPorts, 'database' | 'clock'>,
  { path, stamp }: UploadedFile,
  session: UploadResume | undefined,
): void {
  const key = KEY_PREFIX + path;
  if (session === undefined) database.removeTransfer(key);
  else
    database.saveTransfer({
      key,
      direction: 'upload',
      state: JSON.stringify({ ...session, stamp }, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
      updatedAtMs: Math.round(clock.nowMs()),
    });
}

/**
 * Gives up the sessions of files that are gone or have another size by now, and forgets those that the server has
 * forgotten. What cannot be looked at keeps its session; so does one that the server does not let go yet. Only called
 * while nothing is uploaded.
 *
 * @param isPlanned true for files that shall be uploaded, however long they still have to wait.
 * @returns what kept sessions from being given up.
 */
export async function dropSessions(
  ports: SessionPorts,
  isPlanned: (path: RelativePath) => boolean,
  signal: AbortSignal,
): Promise<readonly SyncError[]> {
  const errors: SyncError[] = [];
  for (const record of ports.database.listTransfers()) {
    const path = record.direction === 'upload' ? parseRelativePath(record.key.slice(KEY_PREFIX.length)) : undefined;
    if (path === undefined || isPlanned(path)) continue;
    const session = parseSession(record);
    const isOver = session === undefined || isExpired(record, session, ports.clock.nowMs());
    if (!isOver && !(await isUnwanted(ports.filesystem, path, session))) continue;
    const error = isOver ? undefined : await ports.transport.abandonUpload(session, signal);
    if (error === undefined) ports.database.removeTransfer(record.key);
    else errors.push(error);
  }
  return errors;
}

async function isUnwanted(filesystem: Filesystem, path: RelativePath, session: UploadResume): Promise<boolean> {
  const now = await filesystem.stat(path);
  if (now.kind === 'failed') return false;
  return now.kind === 'absent' || now.entry.stamp.sizeBytes !== session.sizeBytes;
}

function isExpired(record: TransferRecord, { expiresAtMs }: UploadResume, nowMs: number): boolean {
  return nowMs > (expiresAtMs ?? record.updatedAtMs + USUAL_LIFE_MS);
}

function parseSession(record: TransferRecord): UploadResume | undefined {
  const parsed = sessionSchema.safeParse(parseJson(record.state));
  if (!parsed.success) return undefined;
  const { protocol, session, sizeBytes, expiresAtMs } = parsed.data;
  const checksum = parseChecksum(parsed.data.checksum);
  if (checksum === undefined) return undefined;
  return { protocol, session, sizeBytes, checksum, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
