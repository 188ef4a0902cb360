import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Credentials } from '../auth/credentials.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { at, NEVER, summarize } from '../testing/conformance/transport-conformance-harness.ts';
import type { RawScript, RawServer } from './raw-server.ts';
import { rawAnswer, startRawServer, writeForEver } from './raw-server.ts';
import type { ETag } from '../core/model/ids.ts';
import type { Transport } from './transport.ts';
import { createWebDavTransport } from './webdav-transport.ts';

const MEBIBYTE = 1024 * 1024;
const XML = 'Content-Type: application/xml; charset=utf-8';
const PASSWORD = 'never-leaves-a5f0';

/** Answers the two questions of `connect` as ownCloud 10 does. */
const JSON_ANSWERS: Readonly<Record<string, string>> = {
  capabilities:
    '{"ocs":{"data":{"version":{"string":"10.15.0"},"capabilities":{"core":{"status":{"installed":true,"maintenance":false,"version":"10.15.0","productname":"ownCloud"}},"files":{"bigfilechunking":true},"dav":{"chunking":"1.0"}}}}}',
  'cloud/user': '{"ocs":{"data":{"id":"anna","display-name":"Anna"}}}',
};

function member(href: string): string {
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop><o:id>i-${href}</o:id><d:getetag>"e"</d:getetag><d:resourcetype/><d:getcontentlength>3</d:getcontentlength></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
}

const START = '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:o="urn:o">';
const SELF = member('/remote.php/dav/files/anna/').replace(
  '<d:resourcetype/><d:getcontentlength>3</d:getcontentlength>',
  '<d:resourcetype><d:collection/></d:resourcetype>',
);
const multistatus = (...members: readonly string[]): string => `${START}${SELF}${members.join('')}</d:multistatus>`;
const GOOD = multistatus(member('/remote.php/dav/files/anna/good.txt'));

let server: RawServer;
let elsewhere: RawServer;
let transport: Transport;
let hostile: RawScript;

beforeEach(async () => {
  elsewhere = await startRawServer((_request, socket) => void socket.end(rawAnswer('207 Multi-Status', [XML], GOOD)));
  server = await startRawServer((request, socket) => {
    const known = Object.entries(JSON_ANSWERS).find(([path]) => request.head.includes(path));
    if (known === undefined) hostile(request, socket);
    else socket.end(rawAnswer('200 OK', ['Content-Type: application/json'], known[1]));
  });
  transport = createWebDavTransport(
    {
      serverUrl: server.url,
      credentials: new Credentials({ kind: 'basic', userName: 'anna', password: PASSWORD }),
      remotePath: at(''),
      version: '0',
      timeouts: { otherMs: 1_500, transferMs: 1_500 },
    },
    new SystemClock(),
  );
  const connected = await transport.connect(NEVER);
  if (!connected.ok) throw new Error(connected.error.detail);
});

afterEach(async () => {
  await transport.close();
  await server.close();
  await elsewhere.close();
});

/** How a listing ends: its code, or the names that it shows and those that it calls damaged. */
async function list(): Promise<string> {
  const outcome = await transport.list(at(''), 1, NEVER);
  if (outcome.kind === 'failed') return outcome.error.code;
  if (outcome.kind === 'absent') return 'absent';
  const { children, damaged } = outcome.listing;
  return `${children.map(({ name }) => name).join(',')} damaged: ${damaged.map(({ name }) => name).join(',')}`;
}

const say =
  (...pieces: readonly (string | Buffer)[]): RawScript =>
  (_request, socket) => {
    for (const piece of pieces) socket.write(piece);
    socket.end();
  };
const answer = (status: string, headers: readonly string[], body: string | Buffer = ''): RawScript =>
  say(rawAnswer(status, headers, body));
const xml = (body: string | Buffer): RawScript => answer('207 Multi-Status', [XML], body);
const endless =
  (start: string, piece: string): RawScript =>
  (_request, socket) => {
    socket.write(`HTTP/1.1 207 Multi-Status\r\n${XML}\r\nConnection: close\r\n\r\n${start}`);
    writeForEver(socket, piece);
  };
const drip =
  (start: string): RawScript =>
  (_request, socket: Socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write('x'), 20);
    socket.on('close', () => clearInterval(timer));
  };
const HEAD = `HTTP/1.1 207 Multi-Status\r\n${XML}\r\n`;
const LAUGHS = `<!DOCTYPE d [<!ENTITY a "${'ha'.repeat(50)}">${Array.from({ length: 9 }, (_, index) => `<!ENTITY ${'abcdefghij'[index + 1]} "${`&${'abcdefghij'[index]};`.repeat(10)}">`).join('')}]>`;

describe('a listing', () => {
  it.each<readonly [string, () => RawScript, string]>([
    ['names that climb up', () => xml(multistatus(member('/remote.php/dav/files/anna/..'))), ' damaged: ..'],
    [
      'an href that climbs up',
      () => xml(multistatus(member('/remote.php/dav/files/anna/../bernd'))),
      'unexpected-answer',
    ],
    [
      'a name with encoded slashes',
      () => xml(multistatus(member('/remote.php/dav/files/anna/%2e%2e%2fetc%2fpasswd'))),
      ' damaged: ../etc/passwd',
    ],
    ['a name with NUL', () => xml(multistatus(member('/remote.php/dav/files/anna/a%00.txt'))), ' damaged: a\0.txt'],
    ['a name that is no UTF-8', () => xml(multistatus(member('/remote.php/dav/files/anna/%ff'))), ' damaged: \uFFFD'],
    [
      'an href of another user',
      () => xml(multistatus(member('/remote.php/dav/files/bernd/a.txt'))),
      'unexpected-answer',
    ],
    [
      'an absolute href on another host: the host means nothing',
      () => xml(multistatus(member(`${elsewhere.url}/remote.php/dav/files/anna/a.txt`))),
      'a.txt damaged: ',
    ],
    [
      'an etag that no header can hold',
      () => xml(multistatus(member('/remote.php/dav/files/anna/a.txt').replace('"e"', '"\u20ac"'))),
      ' damaged: a.txt',
    ],
    [
      'an id that is half a character',
      () => xml(multistatus(member('/remote.php/dav/files/anna/a.txt').replace('i-', '&#xD800;'))),
      'unexpected-answer',
    ],
    ['an absolute href to another path', () => xml(multistatus(member(`${elsewhere.url}/a.txt`))), 'unexpected-answer'],
    ['a file: href', () => xml(multistatus(member('file:///etc/passwd'))), 'unexpected-answer'],
    [
      'one name twice',
      () => xml(multistatus(...Array.from({ length: 2 }, () => member('/remote.php/dav/files/anna/a.txt')))),
      ' damaged: a.txt',
    ],
    [
      'entities that grow',
      () => xml(`${LAUGHS}${multistatus(member('&j;')).replace(/^<\?xml.*?\?>/, '')}`),
      'unexpected-answer',
    ],
    [
      'a document type',
      () => xml(GOOD.replace('?>', '?><!DOCTYPE d SYSTEM "http://x.invalid/">')),
      'unexpected-answer',
    ],
    ['elements inside each other', () => xml(`${START}${SELF}${'<d:x>'.repeat(100_000)}`), 'unexpected-answer'],
    ['a text without end', () => endless(`${START}<d:response><d:href>`, 'x'.repeat(65_536)), 'unexpected-answer'],
    ['a tag without end', () => endless(`${START}<d:`, 'x'.repeat(65_536)), 'unexpected-answer'],
    ['an attribute without end', () => endless(`${START}<d:response a="`, 'x'.repeat(65_536)), 'unexpected-answer'],
    ['a comment without end', () => endless(`${START}<!--`, 'x'.repeat(65_536)), 'unexpected-answer'],
    ['attributes without end', () => endless(`${START}<d:response`, ' a="b"'.repeat(10_000)), 'unexpected-answer'],
    ['no XML at all, without end', () => endless('', 'x'.repeat(65_536)), 'unexpected-answer'],
    ['a body that drips', () => drip(`${HEAD}\r\n${START}`), 'incomplete-transfer'],
    ['headers that drip', () => drip(HEAD), 'server-unreachable'],
    ['nothing', () => () => {}, 'server-unreachable'],
    ['a connection that closes', () => say(), 'server-unreachable'],
    ['headers without end', () => say(`${HEAD}X: ${'x'.repeat(10 * MEBIBYTE)}\r\n\r\n`), 'unexpected-answer'],
    ['a hundred thousand headers', () => say(`${HEAD}${'X: y\r\n'.repeat(100_000)}\r\n`), 'unexpected-answer'],
    [
      'cookies without number',
      () =>
        answer(
          '207 Multi-Status',
          [XML, ...Array.from({ length: 300 }, (_, index) => `Set-Cookie: a${index}=b`)],
          GOOD,
        ),
      'good.txt damaged: ',
    ],
    [
      'HTML that is well-formed',
      () => answer('207 Multi-Status', ['Content-Type: text/html'], GOOD),
      'unexpected-answer',
    ],
    [
      'another charset in the header',
      () => answer('207 Multi-Status', ['Content-Type: text/xml; charset="iso-8859-1"'], GOOD),
      'unexpected-answer',
    ],
    [
      'another encoding in the body',
      () => xml(GOOD.replace('"1.0"', '"1.0" encoding="iso-8859-1"')),
      'unexpected-answer',
    ],
    ['UTF-16', () => xml(Buffer.from(`\uFEFF${GOOD}`, 'utf16le')), 'unexpected-answer'],
    [
      'a page of a portal',
      () => answer('200 OK', ['Content-Type: text/html'], '<html>Welcome</html>'),
      'unexpected-answer',
    ],
    [
      'bytes that were compressed against the request',
      () => answer('207 Multi-Status', [XML, 'Content-Encoding: gzip'], gzipSync(Buffer.alloc(50 * MEBIBYTE, ' '))),
      'unexpected-answer',
    ],
    [
      'fewer bytes than announced',
      () => answer('207 Multi-Status', [XML, 'Content-Length: 99999'], GOOD),
      'incomplete-transfer',
    ],
    [
      'more bytes than announced',
      () => answer('207 Multi-Status', [XML, 'Content-Length: 100'], GOOD),
      'unexpected-answer',
    ],
    ['a length that is none', () => answer('207 Multi-Status', [XML, 'Content-Length: -5'], GOOD), 'unexpected-answer'],
    [
      'two lengths',
      () => answer('207 Multi-Status', [XML, 'Content-Length: 5', 'Content-Length: 6'], GOOD),
      'unexpected-answer',
    ],
    [
      'a chunk without end',
      () => answer('207 Multi-Status', [XML, 'Transfer-Encoding: chunked'], `fffffff\r\n${GOOD}`),
      'incomplete-transfer',
    ],
    ['a redirect to another host', () => answer('301 Moved', [`Location: ${elsewhere.url}/`]), 'unexpected-answer'],
    [
      'a redirect that keeps the method',
      () => answer('307 Moved', [`Location: ${elsewhere.url}/`]),
      'unexpected-answer',
    ],
    ['a redirect to http', () => answer('308 Moved', ['Location: http://127.0.0.1:1/']), 'unexpected-answer'],
    ['words of another protocol', () => say('220 mail.example.org ready\r\n'), 'unexpected-answer'],
    [
      'a 404 of something in between',
      () => answer('404 Not Found', ['Content-Type: text/html'], 'nope'),
      'unexpected-answer',
    ],
  ])('with %s does no harm', async (_name, script, expected) => {
    hostile = script();

    expect(await list()).toBe(expected);
    expect(server.writtenBytes).toBeLessThan(60 * MEBIBYTE);
    hostile = xml(GOOD);
    expect(await list()).toBe('good.txt damaged: ');
    // No other origin hears of us, no cookie goes back.
    expect(elsewhere.heads).toEqual([]);
    expect(server.heads.filter((head) => /^cookie:/im.test(head))).toEqual([]);
  });
});

const FILE = { path: at('a.txt'), startByte: 0, etag: 'e' as ETag, signal: NEVER };

describe('a file', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['without its etag', [], 'unexpected-answer'],
    ['of another version', ['ETag: "f"'], 'changed-meanwhile'],
    ['compressed against the request', ['ETag: "e"', 'Content-Encoding: gzip'], 'unexpected-answer'],
    ['without its length', ['ETag: "e"', 'Transfer-Encoding: chunked'], 'unexpected-answer'],
  ])('%s is not taken', async (_name, headers, expected) => {
    hostile = answer('200 OK', headers, 'hello');
    const outcome = await transport.download(FILE);

    expect(outcome.kind === 'failed' ? outcome.error.code : outcome.kind === 'refused' && outcome.reason).toBe(
      expected,
    );
  });

  it.each<readonly [string, readonly string[], string]>([
    ['from where it was asked', ['Content-Range: bytes 2-6/7'], 'done'],
    ['from another place', ['Content-Range: bytes 1-6/7', 'Content-Length: 6'], 'unexpected-answer'],
    ['not to the end', ['Content-Range: bytes 2-5/7', 'Content-Length: 5'], 'unexpected-answer'],
    ['of another length than it says', ['Content-Range: bytes 2-6/7', 'Content-Length: 4'], 'unexpected-answer'],
    ['that it does not say', [], 'unexpected-answer'],
    ['of an unknown whole', ['Content-Range: bytes 2-6/*'], 'unexpected-answer'],
  ])('of which a part comes %s is taken for that alone', async (_name, headers, expected) => {
    hostile = answer('206 Partial Content', ['ETag: "e"', ...headers], 'hello');

    expect(summarize(await transport.download({ ...FILE, startByte: 2 }))).toBe(expected);
  });

  it('of which a part comes though all was asked for is not taken', async () => {
    hostile = answer('206 Partial Content', ['ETag: "e"', 'Content-Range: bytes 0-4/5'], 'hello');

    expect(summarize(await transport.download(FILE))).toBe('unexpected-answer');
  });

  it('that drips breaks off', async () => {
    hostile = drip('HTTP/1.1 200 OK\r\nETag: "e"\r\nContent-Length: 100000\r\n\r\n');
    const outcome = await transport.download(FILE);
    if (outcome.kind !== 'done') throw new Error(outcome.kind);

    await expect(outcome.value.body.toArray()).rejects.toMatchObject({ syncError: { code: 'incomplete-transfer' } });
  });

  it('sent to a server that redirects it reaches nobody else', async () => {
    hostile = answer('307 Moved', [`Location: ${elsewhere.url}/`]);
    const made = await transport.makeDirectory(at('Neu'), NEVER);

    expect(made).toMatchObject({ kind: 'failed', error: { code: 'unexpected-answer' } });
    expect(elsewhere.heads).toEqual([]);
  });
});

describe('the first questions', () => {
  it.each<readonly [string, RawScript, string]>([
    [
      'a document without end',
      (_request, socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n');
        writeForEver(socket, '['.repeat(65_536));
      },
      'not-an-owncloud',
    ],
    [
      'lists inside each other',
      answer('200 OK', ['Content-Type: application/json'], '['.repeat(1_000_000)),
      'not-an-owncloud',
    ],
    ['a page', answer('200 OK', ['Content-Type: text/html'], '<html></html>'), 'not-an-owncloud'],
  ])('answered with %s end with a name for it', async (_name, script, expected) => {
    const strange = await startRawServer(script);
    const other = createWebDavTransport(
      {
        serverUrl: strange.url,
        credentials: new Credentials({ kind: 'basic', userName: 'anna', password: PASSWORD }),
        remotePath: at(''),
        version: '0',
      },
      new SystemClock(),
    );

    expect(await other.connect(NEVER)).toMatchObject({ ok: false, error: { code: expected } });
    expect(strange.writtenBytes).toBeLessThan(60 * MEBIBYTE);
    await other.close();
    await strange.close();
  });
});
