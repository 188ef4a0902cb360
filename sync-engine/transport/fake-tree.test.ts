import { expect, test } from 'vitest';
import type { RelativePath } from '../core/model/relative-path.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import { FakeServer } from './fake-server.ts';
import { FakeTransport } from './fake-transport.ts';

const signal = new AbortController().signal;

test('a server whose etags are late shows what is new in a directory under the old etag, until they propagate', () => {
  const server = new FakeServer();
  server.tree.isPropagatingLate = true;
  const before = server.tree.root.etag;

  server.writeFile('a', 'x');
  expect(server.tree.root.etag).toBe(before);

  expect(server.tree.propagate()).toBe(true);
  expect(server.tree.root.etag).not.toBe(before);
  expect(server.tree.propagate()).toBe(false);
});

test('an omitted item is in no listing of its directory, but answers by itself', async () => {
  const server = new FakeServer();
  const transport = new FakeTransport(server);
  server.writeFile('a', 'x');
  server.getNode('a').isOmitted = true;

  const listing = await transport.list(ROOT_PATH, 1, signal);
  const item = await transport.list('a' as RelativePath, 0, signal);

  expect(listing).toMatchObject({ kind: 'listed', listing: { children: [] } });
  expect(item).toMatchObject({ kind: 'listed', listing: { self: { name: 'a' } } });
});
