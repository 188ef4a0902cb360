import { describe, expect, it } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';
import type { TestServer } from '../testing/test-server.ts';
import type { ProfileKind } from '../server-options.ts';

const PROFILES: readonly ProfileKind[] = ['owncloud10', 'infinite-scale'];
const STALE = '"00000000000000000000000000000000"';

async function withFiles(profile: ProfileKind): Promise<TestServer> {
  const test = await startTestServer(profile);
  await test.status('MKCOL', 'dir');
  await test.status('PUT', 'dir/file.txt', {}, 'first');
  await test.status('PUT', 'other.txt', {}, 'other');
  return test;
}

interface StatusRow {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: (root: string) => Readonly<Record<string, string>>;
  readonly body?: string;
  readonly expected: Readonly<Record<ProfileKind, number>>;
}

const both = (status: number): StatusRow['expected'] => ({ owncloud10: status, 'infinite-scale': status });
const to =
  (path: string, more: Readonly<Record<string, string>> = {}) =>
  (root: string) => ({ Destination: root + path, ...more });

const ROWS: readonly StatusRow[] = [
  { what: 'PUT of a new file', method: 'PUT', path: 'new', body: 'x', expected: both(201) },
  { what: 'PUT over a file', method: 'PUT', path: 'other.txt', body: 'x', expected: both(204) },
  { what: 'PUT without its parent', method: 'PUT', path: 'no/f', body: 'x', expected: both(409) },
  { what: 'PUT on a directory', method: 'PUT', path: 'dir', body: 'x', expected: both(409) },
  {
    what: 'PUT below a file',
    method: 'PUT',
    path: 'other.txt/f',
    body: 'x',
    expected: { owncloud10: 409, 'infinite-scale': 500 },
  },
  {
    what: 'PUT with a range',
    method: 'PUT',
    path: 'new',
    headers: () => ({ 'Content-Range': 'bytes 0-1/4' }),
    body: 'xx',
    expected: both(501),
  },
  {
    what: 'PUT with a stale If-Match',
    method: 'PUT',
    path: 'other.txt',
    headers: () => ({ 'If-Match': STALE }),
    body: 'x',
    expected: both(412),
  },
  {
    what: 'PUT with If-Match of nothing',
    method: 'PUT',
    path: 'new',
    headers: () => ({ 'If-Match': '*' }),
    body: 'x',
    expected: both(412),
  },
  {
    what: 'PUT with If-None-Match over a file',
    method: 'PUT',
    path: 'other.txt',
    headers: () => ({ 'If-None-Match': '*' }),
    body: 'x',
    expected: both(412),
  },
  {
    what: 'PUT with If-None-Match of a new file',
    method: 'PUT',
    path: 'new',
    headers: () => ({ 'If-None-Match': '*' }),
    body: 'x',
    expected: both(201),
  },
  {
    what: 'PUT with a wrong checksum',
    method: 'PUT',
    path: 'other.txt',
    headers: () => ({ 'OC-Checksum': `SHA1:${'0'.repeat(40)}` }),
    body: 'x',
    expected: both(400),
  },
  {
    what: 'PUT with a right checksum',
    method: 'PUT',
    path: 'new',
    headers: () => ({ 'OC-Checksum': 'ADLER32:00620062' }),
    body: 'a',
    expected: both(201),
  },
  {
    what: 'PUT with an unknown checksum',
    method: 'PUT',
    path: 'new',
    headers: () => ({ 'OC-Checksum': 'SHA256:00' }),
    body: 'a',
    expected: both(400),
  },
  {
    what: 'PUT of unknown length',
    method: 'PUT',
    path: 'new',
    headers: () => ({ 'Transfer-Encoding': 'chunked' }),
    body: 'a',
    expected: { owncloud10: 201, 'infinite-scale': 400 },
  },
  { what: 'PUT of a backslash', method: 'PUT', path: 'a%5Cb', body: 'a', expected: both(400) },
  { what: 'PUT of a name of blanks', method: 'PUT', path: '%20', body: 'a', expected: both(400) },
  {
    what: 'PUT of .htaccess',
    method: 'PUT',
    path: '.htaccess',
    body: 'a',
    expected: { owncloud10: 403, 'infinite-scale': 201 },
  },
  {
    what: 'PUT of 251 bytes of name',
    method: 'PUT',
    path: 'n'.repeat(251),
    body: 'a',
    expected: { owncloud10: 400, 'infinite-scale': 201 },
  },
  { what: 'PUT of 256 bytes of name', method: 'PUT', path: 'n'.repeat(256), body: 'a', expected: both(400) },
  {
    what: 'PUT of a control character',
    method: 'PUT',
    path: 'a%01b',
    body: 'a',
    expected: { owncloud10: 400, 'infinite-scale': 201 },
  },
  {
    what: 'PUT of bytes that are no UTF-8',
    method: 'PUT',
    path: 'bad%FF',
    body: 'a',
    expected: { owncloud10: 400, 'infinite-scale': 500 },
  },
  { what: 'MKCOL', method: 'MKCOL', path: 'fresh', expected: both(201) },
  { what: 'MKCOL of a directory that exists', method: 'MKCOL', path: 'dir', expected: both(405) },
  { what: 'MKCOL over a file', method: 'MKCOL', path: 'other.txt', expected: both(405) },
  { what: 'MKCOL without its parent', method: 'MKCOL', path: 'no/sub', expected: both(409) },
  {
    what: 'MKCOL below a file',
    method: 'MKCOL',
    path: 'other.txt/sub',
    expected: { owncloud10: 409, 'infinite-scale': 500 },
  },
  { what: 'MKCOL with a body', method: 'MKCOL', path: 'fresh', body: '<x/>', expected: both(415) },
  { what: 'DELETE of a file', method: 'DELETE', path: 'other.txt', expected: both(204) },
  { what: 'DELETE of a directory', method: 'DELETE', path: 'dir', expected: both(204) },
  { what: 'DELETE of nothing', method: 'DELETE', path: 'nothing', expected: both(404) },
  { what: 'DELETE of the root', method: 'DELETE', path: '', expected: { owncloud10: 403, 'infinite-scale': 405 } },
  {
    what: 'DELETE with a stale If-Match',
    method: 'DELETE',
    path: 'other.txt',
    headers: () => ({ 'If-Match': STALE }),
    expected: both(412),
  },
  { what: 'MOVE to a new name', method: 'MOVE', path: 'other.txt', headers: to('renamed.txt'), expected: both(201) },
  { what: 'MOVE over a file', method: 'MOVE', path: 'other.txt', headers: to('dir/file.txt'), expected: both(204) },
  {
    what: 'MOVE with Overwrite: F over a file',
    method: 'MOVE',
    path: 'other.txt',
    headers: to('dir/file.txt', { Overwrite: 'F' }),
    expected: both(412),
  },
  {
    what: 'MOVE with a stale If-Match',
    method: 'MOVE',
    path: 'other.txt',
    headers: to('new', { 'If-Match': STALE }),
    expected: both(412),
  },
  { what: 'MOVE onto itself', method: 'MOVE', path: 'other.txt', headers: to('other.txt'), expected: both(403) },
  { what: 'MOVE into its own child', method: 'MOVE', path: 'dir', headers: to('dir/sub'), expected: both(409) },
  { what: 'MOVE over its own parent', method: 'MOVE', path: 'dir/file.txt', headers: to('dir'), expected: both(409) },
  {
    what: 'MOVE without the target parent',
    method: 'MOVE',
    path: 'other.txt',
    headers: to('no/x'),
    expected: both(409),
  },
  { what: 'MOVE without a destination', method: 'MOVE', path: 'other.txt', expected: both(400) },
  { what: 'MOVE of nothing', method: 'MOVE', path: 'nothing', headers: to('x'), expected: both(404) },
  { what: 'MOVE to a forbidden name', method: 'MOVE', path: 'other.txt', headers: to('a%5Cb'), expected: both(400) },
  {
    what: 'MOVE to another host of the same path',
    method: 'MOVE',
    path: 'other.txt',
    headers: (root) => ({ Destination: `http://elsewhere.invalid${root}y` }),
    expected: both(201),
  },
  {
    what: 'MOVE to another endpoint',
    method: 'MOVE',
    path: 'other.txt',
    headers: () => ({ Destination: '/remote.php/webdav/y' }),
    expected: both(400),
  },
  { what: 'COPY to a new name', method: 'COPY', path: 'dir', headers: to('copy'), expected: both(201) },
  { what: 'COPY over a file', method: 'COPY', path: 'other.txt', headers: to('dir/file.txt'), expected: both(204) },
  {
    what: 'COPY with Overwrite: F over a file',
    method: 'COPY',
    path: 'other.txt',
    headers: to('dir/file.txt', { Overwrite: 'F' }),
    expected: both(412),
  },
  {
    what: 'COPY without the target parent',
    method: 'COPY',
    path: 'other.txt',
    headers: to('no/x'),
    expected: both(409),
  },
  { what: 'PATCH', method: 'PATCH', path: 'other.txt', expected: both(501) },
];

describe.each(PROFILES)('writing on %s', (profile) => {
  it.each(ROWS.map((row) => ({ ...row, status: row.expected[profile] })))('answers $status to $what', async (row) => {
    await using test = await withFiles(profile);

    const answer = await test.send({
      method: row.method,
      path: row.path,
      headers: row.headers?.(test.root) ?? {},
      body: row.body ?? '',
    });

    expect(answer.status).toBe(row.status);
  });

  it('lets exactly one of several writers with the same etag win', async () => {
    await using test = await withFiles(profile);
    const etag = await test.etag('other.txt');

    const statuses = await Promise.all(
      ['a', 'b', 'c', 'd'].map((body) => test.status('PUT', 'other.txt', { 'If-Match': etag }, body)),
    );

    expect(statuses.toSorted((left, right) => left - right)).toEqual([204, 412, 412, 412]);
  });

  it('keeps the old content when a checksum is wrong', async () => {
    await using test = await withFiles(profile);

    await test.status('PUT', 'other.txt', { 'OC-Checksum': `MD5:${'0'.repeat(32)}` }, 'broken');

    expect((await test.send({ method: 'GET', path: 'other.txt' })).text).toBe('other');
  });

  it('tells a writer the etag, file id and accepted time', async () => {
    await using test = await withFiles(profile);

    const { headers } = await test.send({
      method: 'PUT',
      path: 'm.txt',
      headers: { 'X-OC-Mtime': '1600000000' },
      body: 'm',
    });

    expect(headers).toMatchObject({
      etag: await test.etag('m.txt'),
      'oc-etag': await test.etag('m.txt'),
      'oc-fileid': await test.property('m.txt', 'oc:id'),
      'x-oc-mtime': 'accepted',
      'last-modified': 'Sun, 13 Sep 2020 12:26:40 GMT',
    });
  });

  it('renews the etag of every ancestor up to the root and no other', async () => {
    await using test = await withFiles(profile);
    await test.status('MKCOL', 'dir/deep');
    await test.status('MKCOL', 'aside');
    const paths = ['', 'dir', 'dir/deep', 'aside', 'other.txt'];
    const before = await Promise.all(paths.map((path) => test.etag(path)));

    await test.status('PUT', 'dir/deep/x', {}, 'x');

    const after = await Promise.all(paths.map((path) => test.etag(path)));
    expect(after.map((etag, index) => etag !== before[index])).toEqual([true, true, true, false, false]);
  });

  it('keeps id and etag of a moved tree and everything below', async () => {
    await using test = await withFiles(profile);
    const before = [
      await test.etag('dir'),
      await test.etag('dir/file.txt'),
      await test.property('dir/file.txt', 'oc:id'),
    ];

    await test.status('MOVE', 'dir', { Destination: `${test.root}moved` });

    expect([
      await test.etag('moved'),
      await test.etag('moved/file.txt'),
      await test.property('moved/file.txt', 'oc:id'),
    ]).toEqual(before);
  });

  it('gives a copy new ids', async () => {
    await using test = await withFiles(profile);

    await test.status('COPY', 'dir', { Destination: `${test.root}copy` });

    expect(await test.property('copy/file.txt', 'oc:id')).not.toBe(await test.property('dir/file.txt', 'oc:id'));
  });

  it('keeps sizes of directories right over put, move, copy and delete', async () => {
    await using test = await withFiles(profile);

    await test.status('COPY', 'dir', { Destination: `${test.root}copy` });
    await test.status('MOVE', 'other.txt', { Destination: `${test.root}dir/other.txt` });
    await test.status('DELETE', 'dir/file.txt');

    expect([await test.property('', 'oc:size'), await test.property('dir', 'oc:size')]).toEqual(['10', '5']);
  });

  it('refuses more than the quota with 507 and lets smaller content in', async () => {
    await using test = await withFiles(profile);
    test.server.faults.setQuotaBytes(20);

    const statuses = [
      await test.status('PUT', 'big', {}, 'x'.repeat(11)),
      await test.status('PUT', 'small', {}, 'x'.repeat(10)),
      await test.status('COPY', 'dir', { Destination: `${test.root}c` }),
    ];

    expect(statuses).toEqual([507, 201, 507]);
  });

  it('answers 403 below a read-only path and shows no letters for writing', async () => {
    await using test = await withFiles(profile);
    test.server.faults.setReadOnlyPaths(['/dir']);

    const statuses = [
      await test.status('PUT', 'dir/file.txt', {}, 'x'),
      await test.status('PUT', 'dir/new', {}, 'x'),
      await test.status('DELETE', 'dir/file.txt'),
      await test.status('MKCOL', 'dir/sub'),
      await test.status('MOVE', 'dir/file.txt', { Destination: `${test.root}x` }),
      await test.status('PUT', 'fine', {}, 'x'),
    ];

    expect([...statuses, await test.property('dir/file.txt', 'oc:permissions')]).toEqual([
      403,
      403,
      403,
      403,
      403,
      201,
      'R',
    ]);
  });
});
