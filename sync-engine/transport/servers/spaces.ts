import { parseRelativePath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isAllowed } from '../../core/model/permissions.ts';
import type { RemoteAct } from '../../core/model/permissions.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { encodeSegments, parseHref } from '../dav-path.ts';
import { readFacts } from '../http/http-answer.ts';
import { readMultistatus } from '../listings/list.ts';
import type { ServerAccountOptions, ServerCall } from '../server-account.ts';
import { withServer } from '../server-account.ts';
import { parseCapabilities, parseDrives, parseReceivedShares, parseUser } from './server-answers.ts';
import type { Drive } from './server-answers.ts';
import { createError } from '../http/status-outcome.ts';

/** What a person can choose as the server's side of a sync folder, and what it is like. Sizes in bytes. */
export interface SpaceDetails {
  /** Undefined on ownCloud 10, which has no spaces. */
  readonly spaceId: string | undefined;
  /** Where it is in the user's files, on ownCloud 10. */
  readonly remotePath: RelativePath;
  readonly name: string;
  /** `shares`: all received shares in one place; `shared`: one of them. */
  readonly kind: 'personal' | 'project' | 'shares' | 'shared';
  /** `''` when there is none. */
  readonly description: string;
  /** Undefined when the server does not tell. */
  readonly isReadOnly: boolean | undefined;
  /** False for a space that was disabled: nothing of it can be seen or synced. */
  readonly isAvailable: boolean;
  readonly usedBytes: number | undefined;
  /** Undefined without a limit, or when it is not told. */
  readonly totalBytes: number | undefined;
}

/** Roots are asked for their letters one by one; more at once would only queue. */
const LANES = 4;

const CHANGES: readonly RemoteAct[] = ['write', 'create-file', 'create-directory'];

/**
 * All that the signed-in user can see: personal and project spaces, the received shares, and each of them; on
 * ownCloud 10 the user's files and the shares in them. The personal one first.
 */
export function describeSpaces(options: ServerAccountOptions): Promise<Result<readonly SpaceDetails[]>> {
  return withServer(options, readSpaces);
}

/** The user's own files alone; undefined when the server has none for this user. Three requests at most. */
export function describeOwnFiles(options: ServerAccountOptions): Promise<Result<SpaceDetails | undefined>> {
  return withServer(options, async (call) => {
    const hasSpaces = await hasSpacesEnabled(call);
    if (!hasSpaces.ok) return hasSpaces;
    if (!hasSpaces.value) {
      const own = await readOwnFiles(call);
      return own.ok ? { ok: true, value: own.value.files } : own;
    }
    const drives = await fetchDrives(call);
    if (!drives.ok) return drives;
    const personal = drives.value.find(({ driveType }) => driveType === 'personal');
    return { ok: true, value: personal === undefined ? undefined : await describeDrive(call, personal) };
  });
}

async function readSpaces(call: ServerCall): Promise<Result<readonly SpaceDetails[]>> {
  const hasSpaces = await hasSpacesEnabled(call);
  if (!hasSpaces.ok) return hasSpaces;
  const spaces = hasSpaces.value ? await readDrives(call) : await readUserFiles(call);
  if (!spaces.ok) return spaces;
  return { ok: true, value: spaces.value.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)) };
}

async function hasSpacesEnabled(call: ServerCall): Promise<Result<boolean>> {
  const text = await call.get('/ocs/v1.php/cloud/capabilities?format=json');
  if (!text.ok) return text;
  return { ok: true, value: parseCapabilities(text.value)?.capabilities.spaces?.enabled === true };
}

function rank({ kind }: SpaceDetails): number {
  return ['personal', 'project', 'shares', 'shared'].indexOf(kind);
}

async function fetchDrives(call: ServerCall): Promise<Result<readonly Drive[]>> {
  const text = await call.get('/graph/v1.0/me/drives');
  if (!text.ok) return text;
  const drives = parseDrives(text.value);
  return drives === undefined
    ? { ok: false, error: createError('unexpected-answer', 'the spaces cannot be read') }
    : { ok: true, value: drives };
}

async function readDrives(call: ServerCall): Promise<Result<readonly SpaceDetails[]>> {
  const drives = await fetchDrives(call);
  if (!drives.ok) return drives;
  const pending = [...drives.value];
  const spaces: SpaceDetails[] = [];
  const lanes = Array.from({ length: LANES }, async () => {
    for (let drive = pending.pop(); drive !== undefined; drive = pending.pop()) {
      const space = await describeDrive(call, drive);
      if (space !== undefined) spaces.push(space);
    }
  });
  await Promise.all(lanes);
  return { ok: true, value: spaces };
}

async function describeDrive(call: ServerCall, drive: Drive): Promise<SpaceDetails | undefined> {
  const kind = toKind(drive.driveType);
  if (kind === undefined) return undefined;
  const isAvailable = drive.root.deleted === undefined;
  const path = encodeSegments(parseHref(drive.root.webDavUrl).map(({ name }) => name));
  const root = isAvailable && kind !== 'shares' ? await readRoot(call, path) : undefined;
  const total = drive.quota?.total ?? 0;
  return {
    spaceId: drive.id,
    remotePath: ROOT_PATH,
    name: drive.name,
    kind,
    description: drive.description,
    // Nothing can be put beside the shares, whatever letters their common root shows.
    isReadOnly: kind === 'shares' ? true : root?.isReadOnly,
    isAvailable,
    usedBytes: drive.quota?.used,
    totalBytes: total > 0 ? total : undefined,
  };
}

function toKind(driveType: string): SpaceDetails['kind'] | undefined {
  if (driveType === 'personal' || driveType === 'project') return driveType;
  if (driveType === 'virtual') return 'shares';
  return driveType === 'mountpoint' ? 'shared' : undefined;
}

async function readUserFiles(call: ServerCall): Promise<Result<readonly SpaceDetails[]>> {
  const own = await readOwnFiles(call);
  if (!own.ok) return own;
  return { ok: true, value: [own.value.files, ...(await readShares(call, own.value.base))] };
}

interface OwnFiles {
  readonly files: SpaceDetails;
  /** Names of the path to them on the server. */
  readonly base: readonly string[];
}

async function readOwnFiles(call: ServerCall): Promise<Result<OwnFiles>> {
  const text = await call.get('/ocs/v1.php/cloud/user?format=json');
  if (!text.ok) return text;
  const user = parseUser(text.value);
  if (user === undefined) return { ok: false, error: createError('unexpected-answer', 'the user cannot be read') };
  const base = ['remote.php', 'dav', 'files', user.id];
  const root = await readRoot(call, encodeSegments(base));
  const files: SpaceDetails = {
    spaceId: undefined,
    remotePath: ROOT_PATH,
    name: user.displayName,
    kind: 'personal',
    description: '',
    isReadOnly: root?.isReadOnly,
    isAvailable: true,
    usedBytes: root?.usedBytes,
    totalBytes: root?.totalBytes,
  };
  return { ok: true, value: { files, base } };
}

/** A server where sharing is switched off has none. */
async function readShares(call: ServerCall, base: readonly string[]): Promise<readonly SpaceDetails[]> {
  const text = await call.get('/ocs/v1.php/apps/files_sharing/api/v1/shares?shared_with_me=true&format=json');
  const shares = text.ok ? (parseReceivedShares(text.value) ?? []) : [];
  const described = shares.map(async ({ path, owner }): Promise<SpaceDetails | undefined> => {
    const remotePath = parseRelativePath(path.replace(/^\/+/, ''));
    if (remotePath === undefined) return undefined;
    const root = await readRoot(call, encodeSegments([...base, ...remotePath.split('/')]));
    return {
      spaceId: undefined,
      remotePath,
      name: remotePath,
      kind: 'shared',
      description: owner,
      isReadOnly: root?.isReadOnly,
      isAvailable: root !== undefined,
      usedBytes: root?.usedBytes,
      totalBytes: undefined,
    };
  });
  return (await Promise.all(described)).filter((share) => share !== undefined);
}

interface RootFacts {
  readonly isReadOnly: boolean | undefined;
  readonly usedBytes: number | undefined;
  readonly totalBytes: number | undefined;
}

const BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><oc:permissions/><d:quota-used-bytes/><d:quota-available-bytes/></d:prop></d:propfind>';

/** Letters and quota of a root; undefined when it cannot be seen. */
async function readRoot(call: ServerCall, path: string): Promise<RootFacts | undefined> {
  const result = await call.send({
    method: 'PROPFIND',
    path,
    headers: { Depth: '0', 'Content-Type': 'application/xml; charset=utf-8' },
    body: BODY,
  });
  if (result.kind === 'no-answer') return undefined;
  if (result.answer.status !== 207) {
    await readFacts(result.answer);
    return undefined;
  }
  const raw = await readMultistatus(result.answer, call.signal);
  if ('code' in raw) return undefined;
  const found = raw.responses[0]?.propstats.find(({ status }) => status === 200)?.properties;
  const letters = found?.get('permissions');
  const usedBytes = toBytes(found?.get('quota-used-bytes'));
  // Negative numbers stand for "no limit" and "not known".
  const availableBytes = toBytes(found?.get('quota-available-bytes'));
  return {
    isReadOnly: letters === undefined || letters === '' ? undefined : !CHANGES.some((act) => isAllowed(act, letters)),
    usedBytes,
    totalBytes: usedBytes === undefined || availableBytes === undefined ? undefined : usedBytes + availableBytes,
  };
}

function toBytes(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
