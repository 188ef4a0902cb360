import { escapeXml } from '../dav/xml.ts';
import type { Account } from '../store/accounts.ts';
import type { ArchiveLimits } from '../server-options.ts';
import type { StoredNode } from '../store/node.ts';
import type { Identity } from './identity.ts';
import type { CreationKind, Profile, Refusal } from './profile.ts';

const MAX_NAME_BYTES = 255;
const ALLOW =
  'OPTIONS, LOCK, GET, HEAD, POST, DELETE, PROPPATCH, COPY, MOVE, UNLOCK, PROPFIND, MKCOL, REPORT, SEARCH, PUT';

/** What the profile needs to know of the server's options. */
export interface InfiniteScaleTraits {
  /** Errors in the namespace `DAV` without a colon. */
  readonly hasBrokenErrorNamespace: boolean;
  readonly hasJournal: boolean;
  readonly archive: ArchiveLimits;
}

/** The Infinite Scale family as a client sees it. @see docs/protocol part A */
export function createInfiniteScaleProfile(identity: Identity, traits: InfiniteScaleTraits): Profile {
  const fileId = (node: StoredNode, space: Pick<Account, 'rootId'>): string =>
    `${spaceIdOf(identity, space)}!${identity.toUuid(node.id)}`;
  const namespace = traits.hasBrokenErrorNamespace ? 'DAV' : 'DAV:';
  return {
    kind: 'infinite-scale',
    fileId,
    shortFileId: fileId,
    permissions: (item) => {
      if (item.isShared) {
        const allowed = item.isReadOnly ? '' : item.isDirectory ? 'DNVCK' : 'DNVW';
        return item.isMountPoint ? `S${allowed}` : allowed;
      }
      if (item.isReadOnly) return 'R';
      return item.isDirectory ? 'RDNVCKZP' : 'RDNVWZP';
    },
    refuseName,
    errorBody: (refusal) => {
      const exception = refusal.exception === '' ? '' : `Sabre\\DAV\\Exception\\${escapeXml(refusal.exception)}`;
      const inner = `<s:exception>${exception}</s:exception><s:message>${escapeXml(refusal.message)}</s:message><s:errorcode></s:errorcode>`;
      return `<?xml version="1.0" encoding="UTF-8"?>\n<d:error xmlns:d="${namespace}" xmlns:s="http://sabredav.org/ns">${inner}</d:error>`;
    },
    statusDocument,
    capabilities: (state) => capabilities(state, traits),
    optionsHeaders: {
      DAV: '1, 2',
      'MS-Author-Via': 'DAV',
      Allow: ALLOW,
      'Tus-Resumable': '1.0.0',
      'Tus-Version': '1.0.0',
      'Tus-Extension': 'creation,creation-with-upload,checksum,expiration,termination',
      'Tus-Checksum-Algorithm': 'md5,sha1,adler32',
    },
    challenges: [
      'Bearer realm="bayernbox-dev-server", charset="UTF-8"',
      'Basic realm="bayernbox-dev-server", charset="UTF-8"',
    ],
  };
}

/** The one common root of received shares, the same on all servers. */
export const JAIL_ID = 'a0ca6a90-a365-4782-871e-d44447bbc668$a0ca6a90-a365-4782-871e-d44447bbc668';

/** `storageid$spaceid` of a space; a user's account stands for the personal one. */
export function spaceIdOf(identity: Identity, space: Pick<Account, 'rootId'>): string {
  return `${identity.storageId}$${identity.toUuid(space.rootId)}`;
}

function statusDocument(state: { readonly isInMaintenance: boolean }): Readonly<Record<string, unknown>> {
  return {
    installed: true,
    maintenance: state.isInMaintenance,
    needsDbUpgrade: false,
    version: '10.11.0.0',
    versionstring: '10.11.0',
    edition: 'Community',
    productname: 'Infinite Scale',
    product: 'Infinite Scale',
    productversion: '7.1.0',
  };
}

function capabilities(
  state: { readonly isInMaintenance: boolean },
  traits: InfiniteScaleTraits,
): Readonly<Record<string, unknown>> {
  return {
    core: {
      pollinterval: 60,
      'webdav-root': 'remote.php/webdav',
      status: statusDocument(state),
      'support-url-signing': false,
      'support-sse': true,
    },
    checksums: { supportedTypes: ['sha1', 'md5', 'adler32'], preferredUploadType: 'sha1' },
    files: {
      privateLinks: true,
      bigfilechunking: false,
      undelete: true,
      versioning: true,
      favorites: false,
      blacklisted_files: [],
      tus_support: {
        version: '1.0.0',
        resumable: '1.0.0',
        extension: 'creation,creation-with-upload',
        max_chunk_size: 10_000_000,
        http_method_override: '',
      },
      archivers: [
        {
          enabled: true,
          version: '2.0.0',
          formats: ['tar'],
          archiver_url: '/archiver',
          // Numbers as text, as the real server writes them.
          max_num_files: String(traits.archive.maxFiles),
          max_size: String(traits.archive.maxBytes),
        },
      ],
      app_providers: [],
    },
    dav: {
      chunking: '',
      trashbin: '1.0',
      reports: traits.hasJournal ? ['sync-collection', 'search-files'] : ['search-files'],
      chunkingParallelUploadDisabled: false,
    },
    files_sharing: {
      api_enabled: false,
      default_permissions: 22,
      group_sharing: false,
      public: { enabled: false },
      user: { profile_picture: false },
    },
    notifications: { 'ocs-endpoints': ['list', 'get', 'delete'] },
    spaces: { enabled: true, version: '1.0.0', projects: true, has_multiple_personal_spaces: false },
    graph: { 'personal-data-export': false },
  };
}

function refuseName(name: string, creation: CreationKind): Refusal | undefined {
  const status = creation === 'upload' ? 412 : 400;
  const refusal = (reason: string): Refusal => ({
    status,
    exception: 'BadRequest',
    message: `name validation failed: ${reason}`,
  });
  if (name.includes('\0'))
    return { status: 500, exception: '', message: 'internal error: the name holds a NUL character' };
  if (name === '.' || name === '..') return refusal('. and .. are reserved names');
  if (name.trim() === '') return refusal('must not be empty');
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    return creation === 'directory'
      ? { status: 500, exception: '', message: 'internal error: file name too long' }
      : refusal('must be shorter than 255');
  }
  const forbidden = /[\\\n\r]/u.exec(name)?.[0];
  // Directories with these signs are accepted by the real server, too.
  return forbidden === undefined || creation === 'directory' ? undefined : refusal(`must not contain ${forbidden}`);
}
