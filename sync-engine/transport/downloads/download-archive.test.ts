import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../auth/credentials.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import { toChecksum } from '../../core/model/checksum.ts';
import { toFileId } from '../../core/model/ids.ts';
import { at, NEVER } from '../../testing/conformance/transport-conformance-harness.ts';
import type { RawScript, RawServer } from '../raw-server.ts';
import { rawAnswer, startRawServer, writeForEver } from '../raw-server.ts';
import { TAR_END, toTar } from './tar-builder.ts';
import type { ArchiveItem, Transport } from '../transport.ts';
import { createWebDavTransport } from '../webdav-transport.ts';

const MEBIBYTE = 1024 * 1024;
const TYPE = 'Content-Type: application/octet-stream';

let server: RawServer;
let transport: Transport;
let archiver: unknown;
let hostile: RawScript;

beforeEach(async () => {
  archiver = {
    enabled: true,
    version: '2.0.0',
    formats: ['tar', 'zip'],
    archiver_url: '/archiver',
    max_num_files: '10000',
    max_size: '1073741824',
  };
  server = await startRawServer((request, socket) => {
    const known = Object.entries(toAnswers()).find(([path]) => request.head.includes(path));
    if (known === undefined) hostile(request, socket);
    else socket.end(rawAnswer('200 OK', ['Content-Type: application/json'], JSON.stringify(known[1])));
  });
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

/** The two questions of `connect`, answered as Infinite Scale does. */
function toAnswers(): Readonly<Record<string, unknown>> {
  const status = { installed: true, maintenance: false, version: '10.11.0', productversion: '7.1.0' };
  const files = { archivers: [archiver] };
  const root = { webDavUrl: `${server.url}/dav/spaces/s$r` };
  return {
    capabilities: { ocs: { data: { capabilities: { core: { status }, files, spaces: { enabled: true } } } } },
    'me/drives': { value: [{ id: 's$r', driveType: 'personal', name: 'anna', root }] },
  };
}

async function connect(script: RawScript = () => {}): Promise<void> {
  hostile = script;
  transport = createWebDavTransport(
    {
      serverUrl: server.url,
      credentials: new Credentials({ kind: 'basic', userName: 'anna', password: 'pw' }),
      remotePath: at(''),
      version: '0',
      timeouts: { otherMs: 1_500, transferMs: 1_500 },
    },
    new SystemClock(),
  );
  const connected = await transport.connect(NEVER);
  if (!connected.ok) throw new Error(connected.error.detail);
}

function toItem(text: string, fileId = 's$r!1'): ArchiveItem {
  const checksum = toChecksum(createHash('sha1').update(text).digest('hex'));
  return { fileId: toFileId(fileId), sizeBytes: Buffer.byteLength(text), checksum };
}

/** How an archive of one file ends: the code, and what came of it. */
async function fetchOne(items: readonly ArchiveItem[] = [toItem('wanted')]): Promise<string> {
  const came: string[] = [];
  const error = await transport.downloadArchive?.({
    items,
    onFile: (_item, bytes) => Promise.resolve(void came.push(Buffer.from(bytes).toString())),
    onProgress: () => {},
    signal: NEVER,
  });
  return [error?.code ?? 'whole', ...came].join(' ');
}

const GOOD = Buffer.concat([toTar({ path: 'a', text: 'wanted' }), TAR_END]);
const answer =
  (status: string, headers: readonly string[], body: string | Buffer): RawScript =>
  (_request, socket) =>
    void socket.end(rawAnswer(status, headers, body));

describe('the announcement', () => {
  it('names the service and how much fits into one archive', async () => {
    await connect(answer('200 OK', [TYPE], GOOD));

    expect(transport.archiveLimits).toMatchObject({ maxFiles: 10_000, maxBytes: 1_073_741_824 });
    expect(await fetchOne()).toBe('whole wanted');
    expect(server.heads.at(-1)).toContain('GET /archiver?output-format=tar&id=s%24r!1 HTTP/1.1');
  });

  it.each<readonly [string, unknown, string]>([
    ['a longer path', '/cloud/archiver?x=1', 'GET /cloud/archiver?output-format=tar'],
    ['another host', 'https://evil.example/archiver', 'GET /archiver?output-format=tar'],
    ['a path without a slash', 'archiver', 'GET /archiver?output-format=tar'],
  ])('may name %s: asked is this server, and only a path is believed', async (_what, url, line) => {
    archiver = { ...(archiver as object), archiver_url: url, max_num_files: undefined, max_size: 'a lot' };
    await connect(answer('200 OK', [TYPE], GOOD));

    expect(transport.archiveLimits).toMatchObject({ maxFiles: Infinity, maxBytes: Infinity });
    expect(await fetchOne()).toBe('whole wanted');
    expect(server.heads.at(-1)).toContain(line);
  });

  it.each<readonly [string, unknown]>([
    ['is switched off', { enabled: false }],
    ['takes paths in place of ids', { version: '1.0.0' }],
    ['makes no tar files', { formats: ['zip'] }],
    ['has no address', { archiver_url: 'http://' }],
    ['cannot be read', { formats: 'tar' }],
  ])('of a service that %s is none', async (_what, change) => {
    archiver = { ...(archiver as object), ...(change as object) };
    await connect();

    expect(transport.archiveLimits).toBeUndefined();
  });
});

describe('the address', () => {
  it('names each item once, and only as many as every proxy lets through', async () => {
    await connect(answer('200 OK', [TYPE], GOOD));
    const id = (number: number): string => `${'s'.repeat(36)}$${'r'.repeat(36)}!${String(number).padStart(36, '0')}`;
    const items = Array.from({ length: 200 }, (_, number) => toItem(`${number}`, id(Math.floor(number / 2))));

    await fetchOne(items);

    const [line = ''] = server.heads.at(-1)?.split('\r\n') ?? [];
    expect(line.length).toBeLessThan(8_100);
    expect(new Set(line.match(/id=/gu)).size).toBe(1);
    expect(line.match(/id=/gu)?.length).toBeGreaterThan(64);
    expect(new Set(line.match(/!\d+/gu)).size).toBe(line.match(/id=/gu)?.length);
  });
});

describe('an id that no address can hold', () => {
  it('is left out; without others nothing is asked for', async () => {
    await connect(answer('200 OK', [TYPE], GOOD));
    const endless = toItem('x', `s$r!${'9'.repeat(9_000)}`);

    expect(await fetchOne([endless, toItem('wanted')])).toBe('whole wanted');
    const asked = server.heads.length;
    expect(await fetchOne([endless])).toBe('whole');
    expect(server.heads.length).toBe(asked);
  });
});

describe('an answer', () => {
  it.each<readonly [string, RawScript, string]>([
    ['403', answer('403 Forbidden', [], 'no'), 'no-permission'],
    ['404', answer('404 Not Found', [], 'error: not found'), 'unexpected-answer'],
    ['413', answer('413 Too Large', [], 'reached max files count'), 'too-large-for-server'],
    ['500', answer('500 Oops', [], 'error'), 'server-error'],
    ['a page', answer('200 OK', ['Content-Type: text/html'], `<html>${' '.repeat(600)}</html>`), 'unexpected-answer'],
    ['nothing', answer('200 OK', [TYPE], ''), 'unexpected-answer'],
    ['206', answer('206 Partial Content', [TYPE, 'Content-Range: bytes 0-1/5'], GOOD), 'unexpected-answer'],
    ['a redirect', answer('302 Found', ['Location: https://evil.example/'], ''), 'unexpected-answer'],
    ['bytes compressed without a word', answer('200 OK', [TYPE], gzipSync(GOOD)), 'unexpected-answer'],
    [
      'bytes that are called compressed',
      answer('200 OK', [TYPE, 'Content-Encoding: gzip'], gzipSync(GOOD)),
      'unexpected-answer',
    ],
    [
      'a file before the connection breaks',
      answer('200 OK', [TYPE, 'Content-Length: 100000'], GOOD.subarray(0, 1024)),
      'incomplete-transfer wanted',
    ],
    [
      'a file before words in the middle',
      answer('200 OK', [TYPE], Buffer.concat([GOOD.subarray(0, 1024), Buffer.from('error: not found'.padEnd(600))])),
      'unexpected-answer wanted',
    ],
    ['silence', () => {}, 'server-unreachable'],
  ])('of %s is told with a code, and what came whole is kept', async (_what, script, expected) => {
    await connect(script);

    expect(await fetchOne()).toBe(expected);
  });

  it.each<readonly [string, Buffer]>([
    ['files', toTar({ path: 'x', text: 'x'.repeat(64 * 1024) })],
    ['one file', Buffer.alloc(64 * 1024)],
  ])('without an end (%s) is let go soon, and the next request works', async (_what, piece) => {
    await connect((_request, socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${TYPE}\r\nConnection: close\r\n\r\n`);
      if (_what === 'one file') socket.write(toTar({ path: 'x', text: '', sizeBytes: 2 ** 40 }));
      writeForEver(socket, piece.toString('latin1'));
    });

    expect(await fetchOne()).toBe('unexpected-answer');
    expect(server.writtenBytes).toBeLessThan(32 * MEBIBYTE);
    hostile = answer('200 OK', [TYPE], GOOD);
    expect(await fetchOne()).toBe('whole wanted');
  });
});
