import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Result, SyncError } from '../../core/model/sync-error.ts';
import { parseHref, toSegments } from '../dav-path.ts';
import { readFacts, readText } from '../http/http-answer.ts';
import type { HttpClient } from '../http/http-client.ts';
import { judgeServer } from './server-age.ts';
import { parseCapabilities, parseDrives, parseStatus, parseUser } from './server-answers.ts';
import type { Capabilities, Drive, ServerStatus } from './server-answers.ts';
import { findArchiveService } from '../downloads/archive-service.ts';
import type { ArchiveService, Chunking, RemoteSpace } from './remote-root.ts';
import type { ServerAddress } from './server-url.ts';
import { createError, toAnswerError } from '../http/status-outcome.ts';
import type { ServerDescription } from '../transport.ts';

/** Everything that signing in found out. */
export interface DetectedServer {
  readonly description: ServerDescription;
  readonly segments: readonly string[];
  /** Undefined on ownCloud 10. */
  readonly space: RemoteSpace | undefined;
  readonly chunking: Chunking | undefined;
  readonly maxChunkBytes: number | undefined;
  readonly hasSyncCollection: boolean;
  readonly hasSearch: boolean;
  readonly archive: ArchiveService | undefined;
}

export interface Detection {
  readonly http: HttpClient;
  readonly address: ServerAddress;
  readonly remotePath: RelativePath;
  /** Name or id of the space; the personal one when undefined. */
  readonly space: string | undefined;
  readonly inactivityMs: number;
  readonly signal: AbortSignal;
}

const DOCUMENT_LIMIT = 8 * 1024 * 1024;

/**
 * Two requests: the capabilities, which name product, version and maintenance in both families, then the user
 * (ownCloud 10) or the spaces (Infinite Scale). `/status.php` is asked only when there are no capabilities.
 */
export async function detectServer(detection: Detection): Promise<Result<DetectedServer>> {
  const text = await fetchText(detection, '/ocs/v1.php/cloud/capabilities?format=json');
  if (
    typeof text !== 'string' &&
    text.code !== 'unexpected-answer' &&
    text.code !== 'server-busy' &&
    text.code !== 'server-error'
  )
    return { ok: false, error: text };
  const found = typeof text === 'string' ? parseCapabilities(text) : undefined;
  if (found === undefined) return { ok: false, error: await explainMissingCapabilities(detection, text) };
  const { capabilities } = found;
  const status = capabilities.core.status ?? {};
  if (status.maintenance === true)
    return { ok: false, error: createError('server-maintenance', 'told by the capabilities') };
  const judged = judgeServer(status, capabilities);
  if (judged.kind === 'too-old') return { ok: false, error: createError('server-too-old', judged.version) };
  const facts = { capabilities, status, version: status.productversion ?? status.version ?? found.version ?? '' };
  return capabilities.spaces?.enabled === true ? detectSpace(detection, facts) : detectUser(detection, facts);
}

interface ServerFacts {
  readonly capabilities: Capabilities;
  readonly status: ServerStatus;
  readonly version: string;
}

async function explainMissingCapabilities(detection: Detection, capabilities: string | SyncError): Promise<SyncError> {
  const text = await fetchText(detection, '/status.php');
  if (typeof text !== 'string' && text.code !== 'unexpected-answer') return text;
  const status = typeof text === 'string' ? parseStatus(text) : undefined;
  if (status === undefined) return createError('not-an-owncloud', 'neither capabilities nor status.php');
  if (status.maintenance === true) return createError('server-maintenance', 'told by status.php');
  return typeof capabilities === 'string'
    ? createError('unexpected-answer', 'capabilities cannot be read')
    : capabilities;
}

async function detectUser(detection: Detection, facts: ServerFacts): Promise<Result<DetectedServer>> {
  const text = await fetchText(detection, '/ocs/v1.php/cloud/user?format=json');
  if (typeof text !== 'string') return { ok: false, error: text };
  const user = parseUser(text);
  if (user === undefined) return { ok: false, error: createError('unexpected-answer', 'the user cannot be read') };
  const { address, remotePath, space } = detection;
  if (space !== undefined && space !== user.id && space !== user.displayName)
    return { ok: false, error: createError('space-unavailable', 'this server has no spaces') };
  const base = parseHref(`${address.basePath}/remote.php/dav`).map((segment) => segment.name);
  const isChunking = facts.capabilities.dav?.chunking === '1.0' || facts.capabilities.files?.bigfilechunking === true;
  return {
    ok: true,
    value: {
      segments: [...base, 'files', user.id, ...toSegments(remotePath)],
      chunking: isChunking
        ? {
            segments: [...base, 'uploads', user.id],
            isSerial: facts.capabilities.dav?.chunkingParallelUploadDisabled === true,
            canAssembleLater: facts.capabilities.async !== undefined,
          }
        : undefined,
      space: undefined,
      maxChunkBytes: undefined,
      ...findReports(facts.capabilities),
      archive: undefined,
      description: {
        kind: 'owncloud10',
        productName: facts.status.productname ?? facts.status.product ?? 'ownCloud',
        version: facts.version,
        userId: user.id,
        displayName: user.displayName,
        // Nothing in these answers names the server but its address; a wrong "same" would be worse than a wrong "other".
        rootIdentity: JSON.stringify(['owncloud10', address.origin + address.basePath, user.id, remotePath]),
        uploads: isChunking ? 'chunking-ng' : 'put-only',
        ignoresConditions: false,
        refusedNames: facts.capabilities.files?.blacklisted_files ?? [],
        pushUrl: toPushUrl(detection, facts.capabilities),
      },
    },
  };
}

async function detectSpace(detection: Detection, facts: ServerFacts): Promise<Result<DetectedServer>> {
  const text = await fetchText(detection, '/graph/v1.0/me/drives');
  if (typeof text !== 'string') return { ok: false, error: text };
  const drives = parseDrives(text);
  if (drives === undefined) return { ok: false, error: createError('unexpected-answer', 'the spaces cannot be read') };
  const drive = chooseDrive(drives, detection.space);
  if (drive === undefined) return { ok: false, error: explainMissingSpace(drives, detection.space) };
  const personal = drives.find((candidate) => candidate.driveType === 'personal');
  const userId = personal?.owner?.user?.id ?? personal?.id ?? drive.id;
  const isTus = facts.capabilities.files?.tus_support !== undefined;
  const maxChunkBytes = facts.capabilities.files?.tus_support?.max_chunk_size ?? 0;
  return {
    ok: true,
    value: {
      // The host in this address is the server's own name for itself, which may differ from the one in use here.
      segments: [
        ...parseHref(drive.root.webDavUrl).map((segment) => segment.name),
        ...toSegments(detection.remotePath),
      ],
      chunking: undefined,
      space: { id: drive.id, isVirtual: drive.driveType === 'virtual' && detection.remotePath === ROOT_PATH },
      maxChunkBytes: maxChunkBytes > 0 ? maxChunkBytes : undefined,
      ...findReports(facts.capabilities),
      archive: findArchiveService(facts.capabilities, detection.address),
      description: {
        kind: 'infinite-scale',
        productName: facts.status.productname ?? facts.status.product ?? 'Infinite Scale',
        version: facts.version,
        userId,
        displayName: personal?.owner?.user?.displayName || personal?.name || userId,
        rootIdentity: JSON.stringify(['infinite-scale', drive.id, userId, detection.remotePath]),
        uploads: isTus ? 'tus' : 'put-only',
        ignoresConditions: true,
        refusedNames: facts.capabilities.files?.blacklisted_files ?? [],
        pushUrl: toPushUrl(detection, facts.capabilities),
      },
    },
  };
}

function chooseDrive(drives: readonly Drive[], space: string | undefined): Drive | undefined {
  const usable = drives.filter((drive) => drive.root.deleted === undefined);
  if (space === undefined) return usable.find((drive) => drive.driveType === 'personal');
  const named = usable.filter((drive) => drive.name === space);
  return usable.find((drive) => drive.id === space) ?? (named.length === 1 ? named[0] : undefined);
}

function explainMissingSpace(drives: readonly Drive[], space: string | undefined): SyncError {
  const isAmbiguous = drives.filter((drive) => drive.name === space && drive.root.deleted === undefined).length > 1;
  return isAmbiguous
    ? createError('remote-folder-missing', 'several spaces have this name; their ids tell them apart')
    : createError('space-unavailable', 'the server does not list it, or has disabled it');
}

/** Whether a space that answers 404 is one that the server still lists. Fails when that cannot be found out. */
export async function isSpaceListed(detection: Detection, spaceId: string): Promise<Result<boolean>> {
  const text = await fetchText(detection, '/graph/v1.0/me/drives');
  if (typeof text !== 'string') return { ok: false, error: text };
  const drives = parseDrives(text);
  if (drives === undefined) return { ok: false, error: createError('unexpected-answer', 'the spaces cannot be read') };
  return { ok: true, value: drives.some(({ id, root }) => id === spaceId && root.deleted === undefined) };
}

function findReports({ dav }: Capabilities): Pick<DetectedServer, 'hasSyncCollection' | 'hasSearch'> {
  const reports = dav?.reports ?? [];
  return { hasSyncCollection: reports.includes('sync-collection'), hasSearch: reports.includes('search-files') };
}

function toPushUrl({ address }: Detection, capabilities: Capabilities): string | undefined {
  const path = '/ocs/v2.php/apps/notifications/api/v1/notifications/sse';
  return capabilities.core['support-sse'] === true ? address.origin + address.basePath + path : undefined;
}

async function fetchText(
  { http, address, inactivityMs, signal }: Detection,
  path: string,
): Promise<string | SyncError> {
  const url = address.origin + address.basePath + path;
  const result = await http.send({ method: 'GET', url, headers: { 'OCS-APIRequest': 'true' }, inactivityMs, signal });
  if (result.kind === 'no-answer') return result.error;
  if (result.answer.status === 200) return readText(result.answer, DOCUMENT_LIMIT);
  const facts = await readFacts(result.answer);
  return toAnswerError(facts);
}
