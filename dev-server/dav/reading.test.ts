import { describe, expect, it } from 'vitest';
import { hrefsIn, propfindBody, startTestServer } from '../testing/test-server.ts';
import type { TestServer } from '../testing/test-server.ts';
import type { ProfileKind } from '../server-options.ts';

const PROFILES: readonly ProfileKind[] = ['owncloud10', 'infinite-scale'];

async function withFiles(profile: ProfileKind): Promise<TestServer> {
  const test = await startTestServer(profile);
  await test.status('MKCOL', 'a%20b');
  await test.status('MKCOL', 'a%20b/deep');
  await test.status('PUT', 'a%20b/x.txt', {}, '0123456789');
  return test;
}

describe.each(PROFILES)('reading on %s', (profile) => {
  it.each([
    { range: 'bytes=2-4', status: 206, text: '234', contentRange: 'bytes 2-4/10' },
    { range: 'bytes=7-', status: 206, text: '789', contentRange: 'bytes 7-9/10' },
    { range: 'bytes=-2', status: 206, text: '89', contentRange: 'bytes 8-9/10' },
    { range: 'bytes=5-500', status: 206, text: '56789', contentRange: 'bytes 5-9/10' },
    { range: 'bytes=500-', status: 416, text: 'range not satisfiable', contentRange: 'bytes */10' },
    { range: 'lines=1-2', status: 200, text: '0123456789', contentRange: undefined },
  ])('answers $status to $range', async ({ range, status, text, contentRange }) => {
    await using test = await withFiles(profile);

    const answer = await test.send({ method: 'GET', path: 'a%20b/x.txt', headers: { Range: range } });

    expect([answer.status, answer.text, answer.headers['content-range']]).toEqual([status, text, contentRange]);
  });

  it('answers several ranges as multipart', async () => {
    await using test = await withFiles(profile);

    const answer = await test.send({ method: 'GET', path: 'a%20b/x.txt', headers: { Range: 'bytes=0-1,8-9' } });

    expect(answer.headers['content-type']).toMatch(/^multipart\/byteranges; boundary=/u);
    expect(answer.text).toMatch(/bytes 0-1\/10\r\n\r\n01\r\n--[^]*bytes 8-9\/10\r\n\r\n89\r\n--/u);
  });

  it('sends the whole file when If-Range names an older state', async () => {
    await using test = await withFiles(profile);

    expect(await test.status('GET', 'a%20b/x.txt', { Range: 'bytes=0-1', 'If-Range': '"old"' })).toBe(200);
  });

  it('gives GET and HEAD the etag and checksum', async () => {
    await using test = await withFiles(profile);
    const etag = await test.etag('a%20b/x.txt');

    const answers = [
      await test.send({ method: 'GET', path: 'a%20b/x.txt' }),
      await test.send({ method: 'HEAD', path: 'a%20b/x.txt' }),
    ];

    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        etag,
        'content-length': '10',
        'oc-checksum': 'SHA1:87acec17cd9dcd20a716cc2cf67417b71c8a7016',
      });
    }
  });

  it('answers 304 to a known etag and 412 to a stale one', async () => {
    await using test = await withFiles(profile);
    const etag = await test.etag('a%20b/x.txt');

    expect(await test.status('GET', 'a%20b/x.txt', { 'If-None-Match': etag })).toBe(304);
    expect(await test.status('GET', 'a%20b/x.txt', { 'If-Match': '"old"' })).toBe(412);
  });

  it('lists an item, or it and its children, with encoded hrefs', async () => {
    await using test = await withFiles(profile);
    const list = async (depth: string): Promise<readonly string[]> =>
      hrefsIn(
        (
          await test.send({
            method: 'PROPFIND',
            path: 'a%20b',
            headers: { Depth: depth },
            body: propfindBody('d:getetag'),
          })
        ).text,
      );

    expect(await list('0')).toEqual([`${test.root}a%20b/`]);
    expect(await list('1')).toEqual([`${test.root}a%20b/`, `${test.root}a%20b/deep/`, `${test.root}a%20b/x.txt`]);
  });

  it('separates unknown properties as 404 and leaves them out when asked for the minimum', async () => {
    await using test = await withFiles(profile);
    const ask = {
      method: 'PROPFIND',
      path: 'a%20b/x.txt',
      body: propfindBody('d:getcontentlength', 'oc:dDC'),
    } as const;

    expect((await test.send({ ...ask, headers: { Depth: '0' } })).text).toContain(
      '<d:prop><oc:dDC/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status>',
    );
    expect((await test.send({ ...ask, headers: { Depth: '0', Prefer: 'return=minimal' } })).text).not.toContain(
      '404 Not Found',
    );
  });

  it('gives files checksums of three kinds', async () => {
    await using test = await withFiles(profile);

    expect(await test.property('a%20b/x.txt', 'oc:checksums')).toBe(
      '<oc:checksum>SHA1:87acec17cd9dcd20a716cc2cf67417b71c8a7016 MD5:781e5e245d69b566979b86e28d23f2c7 ADLER32:0aff020e</oc:checksum>',
    );
  });

  it('refuses broken XML with 400', async () => {
    await using test = await withFiles(profile);

    expect(await test.status('PROPFIND', '', { Depth: '0' }, '<d:propfind xmlns:d="DAV:"><oops>')).toBe(400);
    expect(
      await test.status(
        'PROPFIND',
        '',
        { Depth: '0' },
        '<!DOCTYPE x [<!ENTITY e "e">]><d:propfind xmlns:d="DAV:"><d:allprop/></d:propfind>',
      ),
    ).toBe(400);
  });

  it('keeps properties a client has set', async () => {
    await using test = await withFiles(profile);
    await test.status(
      'PROPPATCH',
      'a%20b',
      {},
      '<d:propertyupdate xmlns:d="DAV:"><d:set><d:prop><z:own xmlns:z="urn:z">v1</z:own></d:prop></d:set></d:propertyupdate>',
    );

    const { text } = await test.send({
      method: 'PROPFIND',
      path: 'a%20b',
      headers: { Depth: '0' },
      body: '<d:propfind xmlns:d="DAV:"><d:prop><own xmlns="urn:z"/></d:prop></d:propfind>',
    });

    expect(text).toContain('<x:own xmlns:x="urn:z">v1</x:own>');
  });

  it('does not show one user the files of another', async () => {
    await using test = await withFiles(profile);

    expect(
      (await test.send({ method: 'PROPFIND', path: '', headers: { Depth: '0' }, credentials: 'bernd:pw' })).status,
    ).toBe(404);
  });
});

it('lists to infinity on ownCloud 10', async () => {
  await using test = await withFiles('owncloud10');

  const { status, text } = await test.send({
    method: 'PROPFIND',
    path: '',
    headers: { Depth: 'infinity' },
    body: propfindBody('d:getetag'),
  });

  expect([status, hrefsIn(text).length]).toEqual([207, 4]);
});

it('refuses infinity with 400 on Infinite Scale unless it is allowed', async () => {
  await using strict = await startTestServer('infinite-scale');
  await using open = await startTestServer('infinite-scale', { allowDepthInfinity: true });

  expect([
    await strict.status('PROPFIND', '', { Depth: 'infinity' }),
    await open.status('PROPFIND', '', { Depth: 'infinity' }),
  ]).toEqual([400, 207]);
});

it('sets the time by PROPPATCH on ownCloud 10 and does nothing on Infinite Scale', async () => {
  const body =
    '<d:propertyupdate xmlns:d="DAV:"><d:set><d:prop><d:lastmodified>1600000000</d:lastmodified></d:prop></d:set></d:propertyupdate>';
  await using old = await withFiles('owncloud10');
  await using scale = await withFiles('infinite-scale');

  expect([
    await old.status('PROPPATCH', 'a%20b/x.txt', {}, body),
    await scale.status('PROPPATCH', 'a%20b/x.txt', {}, body),
  ]).toEqual([207, 207]);
  expect(await old.property('a%20b/x.txt', 'd:getlastmodified')).toBe('Sun, 13 Sep 2020 12:26:40 GMT');
  expect(await scale.property('a%20b/x.txt', 'd:getlastmodified')).not.toBe('Sun, 13 Sep 2020 12:26:40 GMT');
});

it('never sends the letter G', async () => {
  await using old = await withFiles('owncloud10');
  await using scale = await withFiles('infinite-scale');

  expect([await old.property('a%20b', 'oc:permissions'), await old.property('a%20b/x.txt', 'oc:permissions')]).toEqual([
    'RDNVCK',
    'RDNVW',
  ]);
  expect([
    await scale.property('a%20b', 'oc:permissions'),
    await scale.property('a%20b/x.txt', 'oc:permissions'),
  ]).toEqual(['RDNVCKZP', 'RDNVWZP']);
});

it('finds an item by its id whatever its name on Infinite Scale', async () => {
  await using test = await withFiles('infinite-scale');
  const id = await test.property('a%20b', 'oc:id');
  await test.status('MOVE', 'a%20b', { Destination: `${test.root}renamed` });

  expect((await test.send({ method: 'GET', path: `/dav/spaces/${id}/x.txt` })).text).toBe('0123456789');
});
