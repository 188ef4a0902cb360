import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../auth/credentials.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import { parseRelativePath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { ReceivedRequest, ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import { describeSpaces } from './spaces.ts';
import type { Transport } from '../transport.ts';
import { createWebDavTransport } from '../webdav-transport.ts';

const { signal } = new AbortController();
const credentials = new Credentials({ kind: 'basic', userName: 'dennis', password: 'secret' });

interface Drive {
  readonly driveType: string;
  readonly name: string;
  readonly isDeleted?: boolean;
  readonly letters?: string;
}

const JAIL = 'jail$jail';
const ALL: readonly Drive[] = [
  { driveType: 'virtual', name: 'Shares', letters: '' },
  { driveType: 'mountpoint', name: 'Akten', letters: 'S' },
  { driveType: 'project', name: 'Bauamt', letters: 'RDNVCK' },
  { driveType: 'project', name: 'Archiv', isDeleted: true },
  { driveType: 'personal', name: 'Dennis', letters: 'RDNVCKZP' },
  { driveType: 'unheard-of', name: 'x' },
];

let server: ScriptedServer;
let drives: readonly Drive[];

beforeEach(async () => {
  server = await startScriptedServer();
  drives = ALL;
  server.answer((request, response) => {
    const { status, body } = answerAsSpaces(request);
    response.writeHead(status, { 'Content-Type': status === 207 ? 'application/xml' : 'application/json' }).end(body);
  });
});
afterEach(() => server.close());

function idOf({ driveType, name }: Drive): string {
  return driveType === 'virtual' ? JAIL : `s$${name}`;
}

function answerAsSpaces({ path }: ReceivedRequest): { readonly status: number; readonly body: string } {
  if (path.includes('capabilities'))
    return json({ ocs: { data: { capabilities: { core: {}, spaces: { enabled: true } } } } });
  if (path.endsWith('/me/drives')) return json({ value: drives.map(toDriveJson) });
  const drive = drives.find((candidate) => decodeURIComponent(path).startsWith(`/dav/spaces/${idOf(candidate)}`));
  if (drive === undefined || drive.isDeleted === true)
    return {
      status: 404,
      body: '<d:error xmlns:d="DAV" xmlns:s="s"><s:exception>Sabre\\DAV\\Exception\\NotFound</s:exception></d:error>',
    };
  const entry = (href: string, letters: string): string =>
    `<d:response><d:href>${href}</d:href><d:propstat><d:status>HTTP/1.1 200 OK</d:status><d:prop><d:resourcetype><d:collection/></d:resourcetype><d:getetag>"e"</d:getetag><o:id>${href}</o:id><o:size>0</o:size><o:permissions>${letters}</o:permissions></d:prop></d:propstat></d:response>`;
  const child = drive.driveType === 'virtual' ? entry(`${path}/Akten`, 'SDNVCK') : '';
  return {
    status: 207,
    body: `<d:multistatus xmlns:d="DAV:" xmlns:o="http://owncloud.org/ns">${entry(path, drive.letters ?? '')}${child}</d:multistatus>`,
  };
}

function json(value: unknown): { readonly status: number; readonly body: string } {
  return { status: 200, body: JSON.stringify(value) };
}

function toDriveJson(drive: Drive): unknown {
  const id = idOf(drive);
  return {
    id,
    driveType: drive.driveType,
    name: drive.name,
    description: drive.driveType === 'project' ? 'für alle' : '',
    quota: { used: 60_000, total: drive.driveType === 'project' ? 100_000 : 0 },
    root: {
      webDavUrl: `${server.url}/dav/spaces/${id}`,
      ...(drive.isDeleted ? { deleted: { state: 'trashed' } } : {}),
    },
  };
}

describe('describeSpaces', () => {
  it('lists what the user can see, with rights, use and what is disabled', async () => {
    const spaces = await describeSpaces({ serverUrl: server.url, credentials, version: '1', signal });

    expect(
      spaces.ok
        ? spaces.value.map(({ name, kind, isReadOnly, isAvailable, totalBytes }) => ({
            name,
            kind,
            isReadOnly,
            isAvailable,
            totalBytes,
          }))
        : spaces,
    ).toEqual([
      { name: 'Dennis', kind: 'personal', isReadOnly: false, isAvailable: true, totalBytes: undefined },
      { name: 'Archiv', kind: 'project', isReadOnly: undefined, isAvailable: false, totalBytes: 100_000 },
      { name: 'Bauamt', kind: 'project', isReadOnly: false, isAvailable: true, totalBytes: 100_000 },
      { name: 'Shares', kind: 'shares', isReadOnly: true, isAvailable: true, totalBytes: undefined },
      { name: 'Akten', kind: 'shared', isReadOnly: true, isAvailable: true, totalBytes: undefined },
    ]);
  });

  it('names the shares inside the files of ownCloud 10', async () => {
    server.answer(({ path, method }, response) => {
      const data = path.includes('/shares')
        ? [{ file_target: '/Akten', displayname_owner: 'Grace' }]
        : path.includes('capabilities')
          ? { capabilities: { core: {} } }
          : { id: 'dennis', 'display-name': 'Dennis' };
      response.writeHead(method === 'PROPFIND' ? 404 : 200).end(JSON.stringify({ ocs: { data } }));
    });

    const spaces = await describeSpaces({ serverUrl: server.url, credentials, version: '1', signal });

    expect(spaces).toMatchObject({
      ok: true,
      value: [
        { name: 'Dennis', kind: 'personal', remotePath: '' },
        { name: 'Akten', kind: 'shared', remotePath: 'Akten', description: 'Grace' },
      ],
    });
  });
});

describe('a space as the root', () => {
  let transport: Transport;

  async function connect(space: string, remotePath = ''): Promise<string> {
    const options = { serverUrl: server.url, credentials, version: '1', space };
    transport = createWebDavTransport(
      { ...options, remotePath: parseRelativePath(remotePath) ?? ROOT_PATH },
      new SystemClock(),
    );
    const connected = await transport.connect(signal);
    return connected.ok ? 'connected' : connected.error.code;
  }

  afterEach(() => transport.close());

  it.each(['Bauamt', 's$Bauamt', 'Shares', 'Akten'])('is found as %s', async (space) => {
    expect(await connect(space)).toBe('connected');
  });

  it.each(['Archiv', 'nirgends'])('is not available as %s: disabled, or not listed', async (space) => {
    expect(await connect(space)).toBe('space-unavailable');
  });

  it('is on ownCloud 10, which has none, no other than the own files: nothing else is synced in its place', async () => {
    server.answer(({ path, method }, response) => {
      const data = path.includes('capabilities')
        ? { capabilities: { core: {} } }
        : { id: 'dennis', 'display-name': 'Dennis' };
      response.writeHead(method === 'PROPFIND' ? 404 : 200).end(JSON.stringify({ ocs: { data } }));
    });

    expect(await connect('Bauamt')).toBe('space-unavailable');
    expect([await connect('Dennis'), await connect('dennis')]).toEqual(['connected', 'connected']);
  });

  it('is not deleted but unavailable when it answers 404 and is not listed any more, and comes back', async () => {
    await connect('Bauamt');
    drives = ALL.filter(({ name }) => name !== 'Bauamt');
    const gone = await transport.list(ROOT_PATH, 1, signal);
    drives = ALL;
    const back = await transport.list(ROOT_PATH, 1, signal);

    expect(gone).toMatchObject({
      kind: 'failed',
      error: { code: 'space-unavailable', scope: 'sync-folder', retry: { kind: 'after' } },
    });
    expect(back.kind).toBe('listed');
  });

  it('takes nothing new where all received shares are, and lets none of them be renamed', async () => {
    await connect('Shares');

    const outcome = await transport.list(ROOT_PATH, 1, signal);

    expect(outcome).toMatchObject({
      listing: { self: { permissions: '' }, children: [{ name: 'Akten', permissions: 'SDCK' }] },
    });
  });
});
