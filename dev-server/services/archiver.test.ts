import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';
import type { TestServer } from '../testing/test-server.ts';

async function idOf(box: TestServer, path: string): Promise<string> {
  return (await box.property(path, 'oc:id')) ?? '';
}

async function fetchArchive(box: TestServer, ids: readonly string[], user = 'anna'): Promise<Response> {
  const query = new URLSearchParams(ids.map((id): [string, string] => ['id', id]));
  query.set('output-format', 'tar');
  const Authorization = `Basic ${Buffer.from(`${user}:pw`).toString('base64')}`;
  return fetch(`${box.server.url}/archiver?${query.toString()}`, { headers: { Authorization } });
}

/** Names in a tar file, as the system's own program reads them. */
function namesIn(tar: Buffer): readonly string[] {
  const text = execFileSync('tar', ['--list', '--quoting-style=literal', '--file=-'], { input: tar }).toString();
  return text.split('\n').filter((name) => name !== '');
}

describe('the archive service', () => {
  test('sends items in the order that was asked for, directories with all below them', async () => {
    await using box = await startTestServer('infinite-scale');
    await box.status('MKCOL', 'Akten');
    const long = `${'ü'.repeat(80)}.txt`;
    for (const path of ['b.txt', 'Akten/a.txt', `Akten/${encodeURIComponent(long)}`])
      await box.status('PUT', path, {}, `in ${path}`);

    const answer = await fetchArchive(box, [await idOf(box, 'b.txt'), await idOf(box, 'Akten')]);
    const tar = Buffer.from(await answer.arrayBuffer());

    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, null]);
    expect(namesIn(tar)).toEqual(['b.txt', 'Akten/', 'Akten/a.txt', `Akten/${long}`]);
    expect(
      execFileSync('tar', ['--extract', '--to-stdout', '--file=-', 'Akten/a.txt'], { input: tar }).toString(),
    ).toBe('in Akten/a.txt');
  });

  test('is announced with its limits, as text', async () => {
    await using box = await startTestServer('infinite-scale', { archive: { maxFiles: 3, maxBytes: 1000 } });

    const { text } = await box.send({ method: 'GET', path: '/ocs/v1.php/cloud/capabilities?format=json' });

    expect(text).toContain('"archiver_url":"/archiver","max_num_files":"3","max_size":"1000"');
  });

  test.each([
    { title: 'nothing is asked for', ids: [], status: 400 },
    { title: 'the first item is not there', ids: ['nowhere'], status: 404 },
    { title: 'an id is none', ids: ['no id'], status: 500 },
  ])('answers $status when $title', async ({ ids, status }) => {
    await using box = await startTestServer('infinite-scale');
    await box.status('PUT', 'a', {}, '1');
    const id = await idOf(box, 'a');

    const answer = await fetchArchive(
      box,
      ids.map((name) => (name === 'nowhere' ? id.replace(/.$/u, (digit) => (digit === 'f' ? 'e' : 'f')) : name)),
    );

    expect(answer.status).toBe(status);
  });

  test('writes what goes wrong later into the archive: what came before is whole', async () => {
    await using box = await startTestServer('infinite-scale', { archive: { maxFiles: 1, maxBytes: 1000 } });
    for (const name of ['a', 'b']) await box.status('PUT', name, {}, name);

    const answer = await fetchArchive(box, [await idOf(box, 'a'), await idOf(box, 'b')]);
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');

    expect(answer.status).toBe(200);
    expect(text.slice(512, 513)).toBe('a');
    expect(text.slice(1024)).toMatch(/^reached max files count\0+$/u);
  });

  test('gives nobody what is not theirs, and needs a sign-in', async () => {
    await using box = await startTestServer('infinite-scale');
    await box.status('PUT', 'a', {}, '1');
    const id = await idOf(box, 'a');

    expect((await fetchArchive(box, [id], 'bernd')).status).toBe(404);
    expect(
      (await box.send({ method: 'GET', path: `/archiver?id=${encodeURIComponent(id)}`, credentials: '' })).status,
    ).toBe(401);
  });

  test('gives a receiver what is shared', async () => {
    await using box = await startTestServer('infinite-scale');
    await box.status('MKCOL', 'Akten');
    await box.status('PUT', 'Akten/a', {}, 'shared');
    box.server.sharing.share({ owner: 'anna', path: 'Akten', with: 'bernd', role: 'viewer' });

    const answer = await fetchArchive(box, [await idOf(box, 'Akten/a')], 'bernd');

    expect(namesIn(Buffer.from(await answer.arrayBuffer()))).toEqual(['a']);
  });

  test('is not there on ownCloud 10', async () => {
    await using box = await startTestServer('owncloud10');

    expect((await fetchArchive(box, ['1'])).status).toBe(404);
  });
});
