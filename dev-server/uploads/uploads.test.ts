import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hrefsIn, startTestServer } from '../testing/test-server.ts';
import type { TestAnswer, TestServer } from '../testing/test-server.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TUS = { 'Tus-Resumable': '1.0.0' } as const;
const OFFSET = { ...TUS, 'Content-Type': 'application/offset+octet-stream' } as const;

interface Creation {
  readonly name: string;
  readonly length: number;
  readonly metadata?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function create(
  test: TestServer,
  { name, length, metadata = '', headers = {} }: Creation,
): Promise<TestAnswer & { readonly location: string }> {
  const answer = await test.send({
    method: 'POST',
    path: '',
    headers: {
      ...TUS,
      'Upload-Length': String(length),
      'Upload-Metadata': `filename ${base64(name)}${metadata}`,
      ...headers,
    },
  });
  const { location = '' } = answer.headers;
  return { ...answer, location: location === '' ? '' : new URL(location).pathname };
}

function patch(
  test: TestServer,
  location: string,
  ...[offset, body]: readonly [offset: number, body: string]
): Promise<TestAnswer> {
  return test.send({
    method: 'PATCH',
    path: location,
    credentials: '',
    headers: { ...OFFSET, 'Upload-Offset': String(offset) },
    body,
  });
}

describe('TUS', () => {
  it('takes a file in parts without authorization, and over a restart', async () => {
    await using test = await startTestServer('infinite-scale');
    await test.status('MKCOL', 'd');
    const { location, status } = await create(test, {
      name: 'd/f',
      length: 10,
      metadata: `,mtime ${base64('1600000000')}`,
    });
    const first = await patch(test, location, 0, '0123');
    await test.restart();
    const head = await test.send({ method: 'HEAD', path: location, credentials: '', headers: TUS });
    const last = await patch(test, location, 4, '456789');

    expect([status, first.status, head.headers['upload-offset'], last.status, last.headers.etag]).toEqual([
      201,
      204,
      '4',
      204,
      await test.etag('d/f'),
    ]);
    expect((await test.send({ method: 'GET', path: 'd/f' })).text).toBe('0123456789');
    expect(await test.property('d/f', 'd:getlastmodified')).toBe('Sun, 13 Sep 2020 12:26:40 GMT');
    expect((await test.send({ method: 'HEAD', path: location, headers: TUS })).status).toBe(404);
  });

  it('takes the whole file with the creation', async () => {
    await using test = await startTestServer('infinite-scale');

    const answer = await test.send({
      method: 'POST',
      path: '',
      headers: { ...OFFSET, 'Upload-Length': '3', 'Upload-Metadata': `filename ${base64('f')}` },
      body: 'abc',
    });

    expect([answer.status, answer.headers.etag, answer.headers['oc-perm'], answer.headers['upload-offset']]).toEqual([
      201,
      await test.etag('f'),
      'RDNVWZP',
      '3',
    ]);
  });

  it('makes an empty file at once, with an empty location', async () => {
    await using test = await startTestServer('infinite-scale');
    const { status, headers } = await create(test, { name: 'zero', length: 0 });

    expect([status, headers.location, await test.property('zero', 'oc:size')]).toEqual([201, '', '0']);
  });

  it.each([
    { what: 'a missing version', name: 'f', headers: { 'Tus-Resumable': '' }, status: 412 },
    { what: 'a forbidden name', name: 'a\\b', headers: {}, status: 412 },
    { what: 'a missing parent', name: 'no/f', headers: {}, status: 412 },
    { what: 'a directory', name: 'd', headers: {}, status: 409 },
    { what: 'a stale If-Match', name: 'old', headers: { 'If-Match': '"stale"' }, status: 412 },
    { what: 'If-None-Match over a file', name: 'old', headers: { 'If-None-Match': '*' }, status: 412 },
  ])('refuses $what with $status', async ({ name, headers, status }) => {
    await using test = await startTestServer('infinite-scale');
    await test.status('MKCOL', 'd');
    await test.status('PUT', 'old', {}, 'old');

    expect((await create(test, { name, length: 3, headers })).status).toBe(status);
  });

  it('answers 409 to a wrong offset, 413 to too much, 400 to a wrong type, 403 to a made-up location', async () => {
    await using test = await startTestServer('infinite-scale');
    const { location } = await create(test, { name: 'f', length: 3 });

    const statuses = [
      (await patch(test, location, 1, 'a')).status,
      (await patch(test, location, 0, 'abcd')).status,
      await test.status('PATCH', location, { ...TUS, 'Upload-Offset': '0' }, 'a'),
      await test.status('PATCH', '/data/abc', TUS),
    ];

    expect(statuses).toEqual([409, 413, 400, 403]);
  });

  it('refuses a wrong checksum and leaves the old file', async () => {
    await using test = await startTestServer('infinite-scale');
    await test.status('PUT', 'f', {}, 'old');
    const { location } = await create(test, {
      name: 'f',
      length: 3,
      metadata: `,checksum ${base64(`SHA1 ${'0'.repeat(40)}`)}`,
    });

    expect([
      (await patch(test, location, 0, 'new')).status,
      (await test.send({ method: 'GET', path: 'f' })).text,
    ]).toEqual([400, 'old']);
  });

  it('looks at If-Match again with the last part', async () => {
    await using test = await startTestServer('infinite-scale');
    await test.status('PUT', 'f', {}, 'old');
    const { location } = await create(test, { name: 'f', length: 3, headers: { 'If-Match': await test.etag('f') } });
    await test.status('PUT', 'f', {}, 'between');

    expect([
      (await patch(test, location, 0, 'new')).status,
      (await test.send({ method: 'GET', path: 'f' })).text,
    ]).toEqual([412, 'between']);
  });

  it('ends with DELETE and by its time', async () => {
    await using test = await startTestServer('infinite-scale', { uploadExpiryMs: 0 });
    await using lasting = await startTestServer('infinite-scale');
    const expired = await create(test, { name: 'f', length: 3 });
    const ended = await create(lasting, { name: 'f', length: 3 });

    expect(await test.status('HEAD', expired.location, TUS)).toBe(404);
    expect([
      await lasting.status('DELETE', ended.location, TUS),
      await lasting.status('HEAD', ended.location, TUS),
    ]).toEqual([204, 404]);
  });
});

const UPLOAD = '/remote.php/dav/uploads/anna/4711';

async function sendChunks(test: TestServer): Promise<void> {
  await test.status('MKCOL', UPLOAD);
  await test.status('PUT', `${UPLOAD}/0000000000000005`, {}, '56789');
  await test.status('PUT', `${UPLOAD}/0000000000000000`, {}, '01234');
}

describe('chunking-NG', () => {
  it('joins chunks in the order of their names, with time and checksum', async () => {
    await using test = await startTestServer('owncloud10');
    await sendChunks(test);
    const sha1 = createHash('sha1').update('0123456789').digest('hex');

    const answer = await test.send({
      method: 'MOVE',
      path: `${UPLOAD}/.file`,
      headers: {
        Destination: `${test.root}f`,
        'OC-Checksum': `SHA1:${sha1}`,
        'OC-Total-Length': '10',
        'X-OC-Mtime': '1600000000',
      },
    });

    expect([answer.status, answer.headers['x-oc-mtime'], (await test.send({ method: 'GET', path: 'f' })).text]).toEqual(
      [201, 'accepted', '0123456789'],
    );
    expect(await test.status('PROPFIND', UPLOAD)).toBe(404);
  });

  it('lists the chunks to go on after a restart', async () => {
    await using test = await startTestServer('owncloud10');
    await sendChunks(test);
    await test.restart();

    const { text } = await test.send({ method: 'PROPFIND', path: UPLOAD, headers: { Depth: '1' } });

    expect(hrefsIn(text)).toEqual([`${UPLOAD}/`, `${UPLOAD}/0000000000000000`, `${UPLOAD}/0000000000000005`]);
    expect(text).toContain('<d:getcontentlength>5</d:getcontentlength>');
  });

  it('keeps file and chunks when length, checksum or etag do not fit', async () => {
    await using test = await startTestServer('owncloud10');
    await test.status('PUT', 'f', {}, 'old');
    await sendChunks(test);
    const finish = (headers: Readonly<Record<string, string>>): Promise<number> =>
      test.status('MOVE', `${UPLOAD}/.file`, { Destination: `${test.root}f`, ...headers });

    const statuses = [
      await finish({ 'OC-Total-Length': '11' }),
      await finish({ 'OC-Checksum': `MD5:${'0'.repeat(32)}` }),
      await finish({ If: `<${test.root}f> (["stale"])` }),
      await finish({ If: `<${test.root}f> ([${await test.etag('f')}])` }),
    ];

    expect(statuses).toEqual([400, 400, 412, 204]);
  });

  it('takes the old chunking only with OC-Chunked', async () => {
    await using test = await startTestServer('owncloud10');

    const statuses = [
      await test.status('PUT', 'f-chunking-1-2-1', { 'OC-Chunked': '1' }, 'b'),
      await test.status('PUT', 'f-chunking-1-2-0', { 'OC-Chunked': '1' }, 'a'),
      await test.status('PUT', 'x-chunking-1-2-0', {}, 'real'),
    ];

    expect([
      ...statuses,
      (await test.send({ method: 'GET', path: 'f' })).text,
      (await test.send({ method: 'GET', path: 'x-chunking-1-2-0' })).text,
    ]).toEqual([201, 201, 201, 'ab', 'real']);
  });
});
