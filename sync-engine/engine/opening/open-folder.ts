import type { IdentityVerdict, KnownFolder } from '../../core/guards/folder-identity.ts';
import { judgeIdentity } from '../../core/guards/folder-identity.ts';
import type { Result, SyncError } from '../../core/model/sync-error.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { FilesystemTraits } from '../../filesystem/filesystem.ts';
import type { FolderIdentity } from '../../sync-database/sync-database.ts';
import type { ServerDescription } from '../../transport/transport.ts';
import type { Connect } from './connect-patiently.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import { MARKER } from './folder-marker.ts';
import type { FolderPorts, OnEvent } from '../parts.ts';
import { inSlices } from '../slices.ts';
import { proveSameDisk, renumberDisk } from './renumbered-disk.ts';

/** Both ends are there, and the base belongs to them. */
export interface OpenedFolder {
  readonly traits: FilesystemTraits;
  readonly server: ServerDescription;
}

/** What may be in the place of the folder that was synced. */
export interface AcceptedFolders {
  /** A person said that what is in the place of the synced folder shall be united with the server. */
  readonly isFolderAccepted: boolean;
  /** The folder was open before and went away: nobody has seen what is in its place, so only the folder itself will do. */
  readonly isReturnAwaited?: boolean;
}

/**
 * Opens both sides and makes sure that the base belongs to exactly these two: a base of another folder or server would
 * turn into deletions. When it does not belong, it is dropped, and the next run unites both sides without deleting; what
 * seems to be another folder waits for a person.
 */
export async function openFolder(input: OpenFolderInput): Promise<Result<OpenedFolder>> {
  const { ports, signal } = input;
  const traits = await ports.filesystem.open({ isReadOnly: input.isDryRun });
  if (!traits.ok) return traits;
  const server = await input.connect(signal);
  if (!server.ok) return server;
  const identified = await identify(input, server.value);
  return identified.ok ? { ok: true, value: { traits: traits.value, server: server.value } } : identified;
}

/** A base whose rows contradict each other is lost: without it both sides are united and nothing is deleted. */
export async function dropBrokenBase(input: { readonly ports: FolderPorts; readonly onEvent: OnEvent }): Promise<void> {
  const { ports, onEvent } = input;
  try {
    await inSlices(ports.database.readBase(), ports.giveWay);
  } catch (error) {
    if (findDatabaseFailure(error)?.isLost !== true) throw error;
    ports.database.dropBase();
    onEvent({ type: 'united', why: 'base-broken' });
  }
}

interface OpenFolderInput extends AcceptedFolders {
  readonly ports: FolderPorts;
  readonly localRootPath: string;
  readonly databasePath: string;
  readonly isDryRun: boolean;
  readonly onEvent: OnEvent;
  /** Signs in on the server. */
  readonly connect: Connect;
  readonly signal: AbortSignal;
}

async function identify(input: OpenFolderInput, server: ServerDescription): Promise<Result<void>> {
  const { filesystem, database, randomId } = input.ports;
  const root = await filesystem.readRoot();
  const markerId = parseMarker(await filesystem.readPrivate(MARKER));
  // Last, because it fails when a disk was mounted or taken away since the folder was opened: then marker and root may
  // be of two.
  const reading = await filesystem.readDirectory(ROOT_PATH);
  if (root.kind !== 'present' || reading.kind !== 'read') return { ok: false, error: missing() };
  const known = database.loadIdentity();
  const { device, inode } = root.entry.stamp;
  const isRenumbered = known !== undefined && known.folderId === markerId && known.localRootDevice !== device;
  const verdict = judgeIdentity(known === undefined ? undefined : toKnownFolder(known), {
    markerId,
    rootDevice: device,
    rootInode: inode,
    remoteIdentity: server.rootIdentity,
    isDiskProven: isRenumbered && (await proveSameDisk(input.ports)),
  });
  if (verdict.kind === 'trust') return { ok: true, value: undefined };
  if (verdict.kind === 'renumber') {
    if (known !== undefined) renumberDisk(database, known.localRootDevice, device);
    return { ok: true, value: undefined };
  }
  if (!mayTake(verdict, input)) return { ok: false, error: replaced() };
  const why = verdict.kind === 'stop' ? 'other-local-folder' : verdict.why;
  const tell = (): void => {
    if (known !== undefined) input.onEvent({ type: 'united', why });
  };
  if (input.isDryRun) {
    // The database is a copy in memory: the look must show what the run would do.
    database.dropBase();
    tell();
    return { ok: true, value: undefined };
  }
  const identity: FolderIdentity = {
    folderId: randomId(),
    localRootPath: input.localRootPath,
    localRootDevice: device,
    localRootInode: inode,
    remoteRootIdentity: server.rootIdentity,
    // Learned with the first listing.
    remoteRootFileId: '',
  };
  // First of all: should the process die here, the new marker does not fit the base, and the next start drops it.
  const written = await filesystem.writePrivate(
    MARKER,
    `${JSON.stringify({ folderId: identity.folderId, database: input.databasePath })}\n`,
  );
  if (!written.ok) return written;
  database.dropBase();
  database.saveIdentity(identity);
  tell();
  return { ok: true, value: undefined };
}

function toKnownFolder({ folderId, localRootDevice, localRootInode, remoteRootIdentity }: FolderIdentity): KnownFolder {
  return {
    folderId,
    rootDevice: localRootDevice,
    rootInode: localRootInode,
    remoteIdentity: remoteRootIdentity,
  };
}

/** Whether what is in the place of the folder may be united with the server. */
function mayTake(
  verdict: Extract<IdentityVerdict, { kind: 'unite' | 'stop' }>,
  { isFolderAccepted, isReturnAwaited = false }: AcceptedFolders,
): boolean {
  if (isFolderAccepted) return true;
  return verdict.kind === 'unite' && !(isReturnAwaited && verdict.why === 'other-local-folder');
}

function parseMarker(text: string | undefined): string | undefined {
  const match = /"folderId":"([^"]+)"/.exec(text ?? '');
  return match?.[1];
}

function missing(): SyncError {
  return {
    code: 'local-folder-missing',
    scope: 'sync-folder',
    retry: { kind: 'on-change' },
    detail: 'the local folder cannot be read',
  };
}

function replaced(): SyncError {
  return {
    code: 'local-folder-replaced',
    scope: 'sync-folder',
    retry: { kind: 'user-action' },
    detail: 'not the folder that was synced: is a disk missing?',
  };
}
