import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { DevServer } from '#dev-server/dev-server.ts';
import { TrafficMeter } from '#dev-server/traffic.ts';
import { USER } from './contenders.ts';
import { findEntry, hasChildren, listChildren } from './generated-tree.ts';
import type { GeneratedEntry } from './generated-tree.ts';

/** A server that only shows files, and has none. */
export type GeneratedServer = Pick<DevServer, 'url' | 'readTraffic'> & AsyncDisposable;

const DAV_ROOT = `/remote.php/dav/files/${USER.name}/`;

/**
 * Answers as ownCloud 10 does to who signs in and lists, one directory at a time, `Depth: infinity` is refused. What it
 * shows is computed when it is asked for: so many files and directories. There is nothing to download: who asks for a file
 * is told that the server is being maintained, which ends a run.
 */
export async function openGeneratedServer(entries: number): Promise<GeneratedServer> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://server').pathname);
    request.resume();
    answer({ method: request.method ?? '', path, depth: String(request.headers['depth'] ?? '1'), entries }, response);
  });
  const traffic = new TrafficMeter(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    readTraffic: () => traffic.read(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly depth: string;
  readonly entries: number;
}

function answer({ method, path, depth, entries }: Question, response: ServerResponse): void {
  const place = `${path.replace(/\/$/, '')}/`;
  if (path === '/ocs/v1.php/cloud/capabilities') sendJson(response, CAPABILITIES);
  else if (path === '/ocs/v1.php/cloud/user') sendJson(response, { id: USER.name, 'display-name': USER.name });
  else if (method === 'PROPFIND' && place.startsWith(DAV_ROOT))
    sendListing(response, { path: place.slice(DAV_ROOT.length), depth, entries });
  else if (method === 'GET') sendMaintenance(response);
  else response.writeHead(501).end();
}

function sendMaintenance(response: ServerResponse): void {
  response.writeHead(503, { 'Content-Type': 'application/xml; charset=utf-8' });
  response.end(
    '<?xml version="1.0" encoding="utf-8"?><d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">' +
      '<s:exception>Sabre\\DAV\\Exception\\ServiceUnavailable</s:exception>' +
      '<s:message>System in maintenance mode.</s:message></d:error>',
  );
}

const STATUS = {
  installed: true,
  maintenance: false,
  version: '10.15.0.4',
  versionstring: '10.15.0',
  product: 'ownCloud',
};

const CAPABILITIES = {
  version: { major: 10, minor: 15, micro: 0, string: '10.15.0' },
  capabilities: {
    core: { pollinterval: 60, 'webdav-root': 'remote.php/webdav', status: STATUS },
    checksums: { supportedTypes: ['SHA1'], preferredUploadType: 'SHA1' },
    files: { bigfilechunking: true, undelete: true, versioning: true },
    dav: { chunking: '1.0', propfind: { depth_infinity: false }, trashbin: '1.0' },
  },
};

function sendJson(response: ServerResponse, data: unknown): void {
  const meta = { status: 'ok', statuscode: 100, message: 'OK' };
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ ocs: { meta, data } }));
}

function sendListing(
  response: ServerResponse,
  { path, depth, entries }: { readonly path: string; readonly depth: string; readonly entries: number },
): void {
  const self = findEntry(path, entries);
  if (depth === 'infinity') response.writeHead(400).end();
  else if (self === undefined) response.writeHead(404).end();
  else {
    const members = depth === '0' ? [] : listChildren(path, entries);
    response.writeHead(207, { 'Content-Type': 'application/xml; charset=utf-8' });
    response.end(
      '<?xml version="1.0" encoding="utf-8"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">' +
        `${[self, ...members].map((entry) => toXml(entry, entries)).join('')}</d:multistatus>`,
    );
  }
}

function toXml({ number, path }: GeneratedEntry, entries: number): string {
  const isDirectory = path === '' || path.endsWith('/');
  // One that says it holds bytes and shows nothing is not believed.
  const isEmpty = isDirectory && !hasChildren(path, entries);
  const hex = number.toString(16).padStart(40, '0');
  const own = isDirectory
    ? '<d:resourcetype><d:collection/></d:resourcetype><oc:permissions>RDNVCK</oc:permissions>'
    : '<d:resourcetype/><d:getcontentlength>100</d:getcontentlength><oc:permissions>RDNVW</oc:permissions>' +
      `<oc:checksums><oc:checksum>SHA1:${hex} MD5:${hex.slice(8)} ADLER32:${hex.slice(32)}</oc:checksum></oc:checksums>`;
  return (
    `<d:response><d:href>${encodeURI(DAV_ROOT + path)}</d:href><d:propstat><d:prop>${own}` +
    '<d:getlastmodified>Tue, 14 Nov 2023 22:13:20 GMT</d:getlastmodified>' +
    `<d:getetag>"${hex.slice(8)}"</d:getetag><oc:id>${String(number).padStart(8, '0')}ocgenerated</oc:id>` +
    `<oc:size>${isEmpty ? 0 : 100}</oc:size></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
  );
}
