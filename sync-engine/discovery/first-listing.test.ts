import { expect, it } from 'vitest';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import { at, getListing, NEVER } from '../testing/conformance/transport-conformance-harness.ts';
import { startTransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { TransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { Listing, Transport } from '../transport/transport.ts';
import type { RemoteView } from './remote-discovery.ts';
import { discoverRemote } from './remote-discovery.ts';
import { listAtFirst } from './first-listing.ts';

const FILES = ['a.txt', 'x/b #1.txt', 'x/y/ü.txt', 'x/y/z/%41.txt', 'x2/c.txt'];

async function fill({ transport, fetchPut }: TransportOnDevServer): Promise<void> {
  for (const path of ['x', 'x/y', 'x/y/z', 'x2', 'empty']) await transport.makeDirectory(at(path), NEVER);
  for (const path of FILES) await fetchPut(path.split('/').map(encodeURIComponent).join('/'), path);
}

async function look(transport: Pick<Transport, 'list'>, root: Listing): Promise<RemoteView> {
  const view = await discoverRemote({
    transport,
    root,
    rows: new Map(),
    scope: { kind: 'descend' },
    isExcluded: () => false,
    signal: NEVER,
  });
  if (!view.ok) throw new Error(view.error.detail);
  return view.value;
}

/** What the first look costs, and that it shows just what asking for each directory shows. */
async function compareFirstLook(running: TransportOnDevServer): Promise<readonly string[]> {
  const root = await getListing(running.transport, '', 0);
  running.server.requestLog.reset();
  const first = await look(await listAtFirst(running.transport, NEVER), root);
  const requests = running.server.requestLog.entries.map(({ method, status }) => `${method} ${status}`);

  const usual = await look(running.transport, root);
  expect(first.rows).toEqual(usual.rows);
  expect(first.rows.size).toBe(FILES.length + 6);
  return requests;
}

it('the first listing of an ownCloud 10 tree is one request with depth infinity', async () => {
  const running = await startTransportOnDevServer('owncloud10', { allowDepthInfinity: true });
  await fill(running);

  expect(await compareFirstLook(running)).toEqual(['PROPFIND 207']);
  await running.dispose();
});

it('where that is refused (400), each directory is asked for', async () => {
  const running = await startTransportOnDevServer('owncloud10', { allowDepthInfinity: false });
  await fill(running);

  expect((await compareFirstLook(running)).toSorted()).toEqual([
    ...Array.from({ length: 6 }, () => 'PROPFIND 207'),
    'PROPFIND 400',
  ]);
  await running.dispose();
});

it('a server that is known to refuse it is not asked', async () => {
  const running = await startTransportOnDevServer('infinite-scale');
  await fill(running);

  expect(await compareFirstLook(running)).toEqual(Array.from({ length: 6 }, () => 'PROPFIND 207'));
  await running.dispose();
});

it('an answer that breaks off in the middle counts for nothing', async () => {
  const running = await startTransportOnDevServer('owncloud10', { allowDepthInfinity: true });
  await fill(running);
  const root = await getListing(running.transport, '', 0);
  running.fault('PROPFIND', { kind: 'cut-multistatus' });

  const view = await look(await listAtFirst(running.transport, NEVER), root);

  expect(view.rows.size).toBe(FILES.length + 6);
  await running.dispose();
});

it('each directory is given out once, and asked for after that', async () => {
  const listing: Listing = {
    self: {
      name: '',
      kind: 'directory',
      isProcessing: false,
      fileId: 'id' as Listing['self']['fileId'],
      etag: 'e' as Listing['self']['etag'],
      sizeBytes: 0,
      mtimeMs: 0,
      checksum: undefined,
      permissions: undefined,
    },
    children: [],
    damaged: [],
    syncToken: undefined,
  };
  const source = await listAtFirst(
    {
      list: () => Promise.resolve({ kind: 'absent' }),
      listTree: () => Promise.resolve({ kind: 'listed', listings: new Map([[ROOT_PATH, listing]]) }),
    },
    NEVER,
  );
  const kinds: string[] = [];
  for (const depth of [0, 1, 1] as const) kinds.push((await source.list(ROOT_PATH, depth, NEVER)).kind);

  expect(kinds).toEqual(['absent', 'listed', 'absent']);
});
