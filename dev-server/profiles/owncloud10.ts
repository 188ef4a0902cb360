import { escapeXml } from '../dav/xml.ts';
import type { Identity } from './identity.ts';
import type { CreationKind, Profile, Refusal } from './profile.ts';

const MAX_NAME_BYTES = 250;
const ALLOW = 'OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, REPORT, MKCOL, LOCK, UNLOCK';

/** ownCloud Server 10 as a client sees it. @see docs/protocol part B */
export function createOwncloud10Profile(identity: Identity): Profile {
  return {
    kind: 'owncloud10',
    fileId: (node) => String(node.id).padStart(8, '0') + identity.instanceId,
    shortFileId: (node) => String(node.id),
    permissions: (item) => {
      const mark = item.isShared ? 'S' : '';
      const place = item.isMountPoint ? 'DNV' : '';
      if (item.isReadOnly) return `${mark}R${place}`;
      return mark + (item.isDirectory ? 'RDNVCK' : 'RDNVW');
    },
    refuseName,
    errorBody: (refusal) =>
      '<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n' +
      `  <s:exception>Sabre\\DAV\\Exception\\${escapeXml(refusal.exception)}</s:exception>\n  <s:message>${escapeXml(refusal.message)}</s:message>\n</d:error>\n`,
    statusDocument,
    capabilities: (state) => ({
      // A real ownCloud 10 has no events; this server offers its own on both profiles and says so.
      core: {
        pollinterval: 60,
        'webdav-root': 'remote.php/webdav',
        status: statusDocument(state),
        'support-sse': true,
      },
      checksums: { supportedTypes: ['SHA1', 'MD5', 'Adler32'], preferredUploadType: 'SHA1' },
      files: {
        bigfilechunking: true,
        blacklisted_files: ['.htaccess'],
        blacklisted_files_regex: '',
        privateLinks: true,
        undelete: true,
        versioning: true,
      },
      dav: { chunking: '1.0', reports: ['sync-collection'], propfind: { depth_infinity: true }, trashbin: '1.0' },
      files_sharing: {
        api_enabled: false,
        default_permissions: 31,
        group_sharing: false,
        public: { enabled: false },
        user: { profile_picture: false },
      },
      notifications: { 'ocs-endpoints': [] },
    }),
    optionsHeaders: { DAV: '1, 2, 3, extended-mkcol', 'MS-Author-Via': 'DAV', Allow: ALLOW, 'Accept-Ranges': 'bytes' },
    challenges: ['Basic realm="ownCloud", charset="UTF-8"'],
  };
}

function statusDocument(state: { readonly isInMaintenance: boolean }): Readonly<Record<string, unknown>> {
  return {
    installed: true,
    maintenance: state.isInMaintenance,
    needsDbUpgrade: false,
    version: '10.15.0.4',
    versionstring: '10.15.0',
    edition: 'Community',
    productname: 'ownCloud',
    product: 'ownCloud',
  };
}

function refuseName(name: string, _creation: CreationKind): Refusal | undefined {
  if (name === '.' || name === '..') return { status: 400, exception: 'BadRequest', message: 'Invalid path' };
  if (name.trim() === '') return { status: 400, exception: 'BadRequest', message: 'Empty filename is not allowed' };
  if (Buffer.byteLength(name) > MAX_NAME_BYTES)
    return { status: 400, exception: 'BadRequest', message: 'File name is too long' };
  if (/[\\\u0000-\u001F]/u.test(name))
    return { status: 400, exception: 'BadRequest', message: 'File name contains at least one invalid character' };
  if (name.toLowerCase() === '.htaccess')
    return { status: 403, exception: 'Forbidden', message: 'File name is a reserved word' };
  return undefined;
}
