import { expect, it } from 'vitest';
import { hrefsIn, startTestServer } from '../testing/test-server.ts';
import type { TestServer } from '../testing/test-server.ts';
import type { ProfileKind } from '../server-options.ts';

const PROFILES: readonly ProfileKind[] = ['owncloud10', 'infinite-scale'];

function trashRoot(test: TestServer): string {
  const spaceId = test.server.users[0]?.spaceId;
  return spaceId === undefined ? '/remote.php/dav/trash-bin/anna' : `/dav/spaces/trash-bin/${spaceId}`;
}

async function trashHrefs(test: TestServer): Promise<readonly string[]> {
  const { text } = await test.send({ method: 'PROPFIND', path: trashRoot(test), headers: { Depth: '1' } });
  return hrefsIn(text).slice(1);
}

it.each(PROFILES)('restores a deleted tree with its ids and etags on %s', async (profile) => {
  await using test = await startTestServer(profile);
  await test.status('MKCOL', 'dir');
  await test.status('PUT', 'dir/f', {}, 'kept');
  const before = [await test.etag('dir'), await test.etag('dir/f'), await test.property('dir/f', 'oc:id')];
  await test.status('DELETE', 'dir');

  const [href = ''] = await trashHrefs(test);
  const status = await test.status('MOVE', href, { Destination: `${test.root}back` });

  const after = [await test.etag('back'), await test.etag('back/f'), await test.property('back/f', 'oc:id')];
  expect([status, ...after]).toEqual([201, ...before]);
  expect(await trashHrefs(test)).toEqual([]);
});

it.each(PROFILES)('keeps what a MOVE replaced, and respects Overwrite: F on restore, on %s', async (profile) => {
  await using test = await startTestServer(profile);
  await test.status('PUT', 'a', {}, 'new');
  await test.status('PUT', 'b', {}, 'old');
  await test.status('MOVE', 'a', { Destination: `${test.root}b` });
  const [href = ''] = await trashHrefs(test);

  const refused = await test.status('MOVE', href, { Destination: `${test.root}b`, Overwrite: 'F' });
  const restored = await test.status('MOVE', href, { Destination: `${test.root}b` });

  expect([refused, restored, (await test.send({ method: 'GET', path: 'b' })).text]).toEqual([412, 204, 'old']);
});

it.each(PROFILES)('empties one and all on %s', async (profile) => {
  await using test = await startTestServer(profile);
  for (const name of ['a', 'b', 'c']) {
    await test.status('PUT', name, {}, name);
    await test.status('DELETE', name);
  }
  const [first = ''] = await trashHrefs(test);

  expect([await test.status('DELETE', first), (await trashHrefs(test)).length]).toEqual([204, 2]);
  expect([await test.status('DELETE', trashRoot(test)), (await trashHrefs(test)).length]).toEqual([204, 0]);
});

it.each(PROFILES)('lists, reads and restores earlier versions on %s', async (profile) => {
  await using test = await startTestServer(profile);
  await test.status('PUT', 'v', {}, 'one');
  await test.status('PUT', 'v', {}, 'second');
  const id = encodeURIComponent((await test.property('v', 'oc:fileid')) ?? '');
  const base = profile === 'owncloud10' ? '/remote.php/dav/meta' : '/dav/meta';

  const [, href = ''] = hrefsIn(
    (await test.send({ method: 'PROPFIND', path: `${base}/${id}/v`, headers: { Depth: '1' } })).text,
  );
  const content = (await test.send({ method: 'GET', path: href })).text;
  const status = await test.status('COPY', href, { Destination: `${test.root}v` });

  expect([content, status, (await test.send({ method: 'GET', path: 'v' })).text]).toEqual(['one', 204, 'one']);
});
