import { expect, test } from 'vitest';
import type { FileId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import { DiscoveryBench } from '#sync-engine/testing/builders/discovery-bench.ts';
import { discoverRemote } from './remote-discovery.ts';

const signal = new AbortController().signal;

function path(text: string): RelativePath {
  return text as RelativePath;
}

test('the first look lists every directory once', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a/b');
  bench.server.writeFile('a/b/f', 'x');

  const { calls } = await bench.look();

  expect(calls).toEqual(['list', 'list a', 'list a/b']);
  expect(bench.names()).toEqual(['', 'a', 'b', 'f']);
});

test('when nothing changed, nothing is listed', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a/b');
  await bench.look();

  const { calls, view } = await bench.look();

  expect(calls).toEqual([]);
  expect(view.changes).toEqual([]);
});

test('only directories on the way to a change are listed again', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a/b');
  bench.server.makeDirectory('c/d');
  await bench.look();
  bench.server.writeFile('a/b/f', 'x');

  const { calls } = await bench.look();

  expect(calls).toEqual(['list', 'list a', 'list a/b']);
});

test('a renamed directory keeps what is known below it', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a/b');
  bench.server.writeFile('a/b/f', 'x');
  await bench.look();
  bench.server.move('a', 'z');

  const { calls } = await bench.look();

  expect(calls).toEqual(['list']);
  expect(bench.names()).toEqual(['', 'b', 'f', 'z']);
});

test('a deleted item is gone only after a second look at the root and its own 404', async () => {
  const bench = new DiscoveryBench();
  bench.server.writeFile('f', 'x');
  await bench.look();
  bench.server.remove('f');

  const { calls } = await bench.look();

  expect(calls).toEqual(['list', 'list', 'list f']);
  expect(bench.names()).toEqual(['']);
});

test('an item that moves while we look is found at its new place, not lost', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a');
  bench.server.makeDirectory('b');
  bench.server.writeFile('a/f', 'x');
  await bench.look();
  bench.server.writeFile('a/g', 'x');
  bench.server.writeFile('b/g', 'x');
  let hasMoved = false;
  bench.server.faults.onCall = (call, at) => {
    // The directory it leaves is listed after, the one it goes to before the move.
    if (call !== 'list' || at !== 'a' || hasMoved) return;
    hasMoved = true;
    bench.server.move('a/f', 'b/f');
  };

  const { view } = await bench.look();

  expect(view.unproven).toEqual([]);
  expect(bench.names()).toEqual(['', 'a', 'b', 'f', 'g', 'g']);
});

test('while a directory cannot be listed, nothing counts as deleted', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a');
  bench.server.makeDirectory('b');
  const { fileId } = bench.server.writeFile('a/f', 'x');
  await bench.look();
  bench.server.move('a/f', 'b/f');
  bench.server.faults.add({ kind: 'fail', call: 'list', path: path('b'), code: 'server-error' });

  const { view } = await bench.look();

  expect(view.unproven).toEqual([fileId]);
  expect(view.problems).toEqual([
    { path: 'b', side: 'remote', code: 'server-error' },
    { path: 'a/f', side: 'remote', code: 'listing-incomplete' },
  ]);
  expect(bench.names()).toContain('f');
});

test('an item that the server cannot describe is neither there nor gone', async () => {
  const bench = new DiscoveryBench();
  bench.server.writeFile('f', 'x');
  await bench.look();
  bench.server.writeFile('g', 'x');
  bench.server.getNode('f').isDamaged = true;

  const { view } = await bench.look();

  expect(view.damaged).toMatchObject([{ name: 'f' }]);
  expect(bench.names()).toEqual(['', 'f', 'g']);
});

test('excluded directories are not listed', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('old~/deep');

  const { calls } = await bench.look();

  expect(calls).toEqual(['list']);
});

test('a hint makes a directory be listed although its etag is the known one', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a/b');
  await bench.look();

  const { calls } = await bench.look({ kind: 'directories', paths: [path('a/b/gone')] });

  expect(calls).toEqual(['list a/b']);
});

test.each([
  ['before its new place is known', ['a', 'a/docs', 'b']],
  ['after its new place is known', ['b', 'a', 'a/docs']],
] as const)('a directory that moved is looked into in the same look, when it was asked for %s', async (_, hints) => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a/docs');
  bench.server.makeDirectory('b');
  await bench.look();
  bench.server.writeFile('a/docs/f', 'x');
  bench.server.move('a/docs', 'b/docs');

  const { view } = await bench.look({ kind: 'directories', paths: hints.map(path) });

  expect([view.problems, view.unlisted, bench.names()]).toEqual([[], [], ['', 'a', 'b', 'docs', 'f']]);
});

test('a directory that answers 404 while its parent lists it is a problem, and nothing in it is lost', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('docs');
  bench.server.writeFile('docs/f', 'x');
  await bench.look();
  bench.server.writeFile('docs/new', 'x');
  const list = bench.transport.list.bind(bench.transport);
  bench.transport.list = (at, depth, by) => (at === 'docs' ? Promise.resolve({ kind: 'absent' }) : list(at, depth, by));

  const { view } = await bench.look();

  expect(view.problems).toEqual([{ path: 'docs', side: 'remote', code: 'unexpected-answer' }]);
  expect(bench.names()).toEqual(['', 'docs', 'f']);

  bench.transport.list = list;
  await bench.look();
  expect(bench.names()).toEqual(['', 'docs', 'f', 'new']);
});

test('a deletion that could not be proven is looked for again, and found', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a');
  bench.server.makeDirectory('b');
  bench.server.writeFile('a/f', 'x');
  await bench.look();
  bench.server.remove('a/f');
  bench.server.writeFile('b/g', 'x');
  bench.server.faults.add({ kind: 'fail', call: 'list', path: path('b'), code: 'server-error', times: 1 });

  const first = await bench.look();
  const second = await bench.look();

  expect(first.view.problems).toContainEqual({ path: 'a/f', side: 'remote', code: 'listing-incomplete' });
  expect(second.view.problems).toEqual([]);
  expect(bench.names()).toEqual(['', 'a', 'b', 'g']);
});

test('when another folder takes the place of the root during the look, nothing is believed', async () => {
  const bench = new DiscoveryBench();
  bench.server.writeFile('f', 'x');
  await bench.look();
  bench.server.remove('f');
  const root = await bench.transport.list(ROOT_PATH, 0, signal);
  if (root.kind !== 'listed') throw new Error('the root cannot be listed');
  const { self } = root.listing;
  const swapped = { ...root.listing, self: { ...self, fileId: `${self.fileId}-other` as FileId } };
  const list = bench.transport.list.bind(bench.transport);
  let looks = 0;
  bench.transport.list = (at, depth, by) => {
    looks += at === ROOT_PATH && depth === 0 ? 1 : 0;
    return looks > 0 && depth === 0 && at === ROOT_PATH
      ? Promise.resolve({ kind: 'listed', listing: swapped })
      : list(at, depth, by);
  };

  const view = await discoverRemote({
    transport: bench.transport,
    rows: bench.rows,
    root: root.listing,
    scope: { kind: 'descend' },
    isExcluded: () => false,
    signal,
  });

  expect(view).toMatchObject({ ok: false, error: { code: 'remote-folder-missing' } });
});

test('directories below a deleted one, asked for while it went, are gone with it and not unlisted for ever', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a/b/c');
  await bench.look();
  bench.server.writeFile('a/b/c/f', 'x');
  bench.server.faults.onCall = (call, at) => {
    if (call === 'list' && at === 'a/b' && bench.server.tree.find(path('a')) !== undefined) bench.server.remove('a');
  };

  await bench.look();
  bench.server.faults.onCall = () => {};
  const { view } = await bench.look();

  expect(view.problems).toEqual([]);
  expect(bench.names()).toEqual(['']);
});

test('while an entry comes without its id, nothing counts as absent: it may be any item that was moved there', async () => {
  const bench = new DiscoveryBench();
  bench.server.writeFile('f', 'x');
  await bench.look();
  bench.server.move('f', 'g');
  bench.server.getNode('g').isDamaged = true;

  const { view } = await bench.look();

  expect(view.unproven).toHaveLength(1);
  expect(bench.names()).toContain('f');
});

test('an item whose name was taken only after the listing is not proven absent by that', async () => {
  const bench = new DiscoveryBench();
  bench.server.writeFile('f', 'x');
  bench.server.writeFile('g', 'y');
  await bench.look();
  bench.server.getNode('f').isOmitted = true;
  bench.server.writeFile('h', 'z');
  let questions = 0;
  bench.server.faults.onCall = (call, at) => {
    if (call !== 'list' || at !== 'f') return;
    questions += 1;
    bench.server.move('f', 'elsewhere');
    bench.server.move('g', 'f');
  };

  const { view } = await bench.look();

  expect(questions).toBe(1);
  expect(view.unproven).toHaveLength(1);
});

test('an item may have moved into a directory that its listing lacks: then it is not proven absent', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('hidden');
  bench.server.writeFile('f', 'x');
  await bench.look();
  bench.server.getNode('hidden').isOmitted = true;
  bench.server.move('f', 'hidden/f');

  const { view } = await bench.look();

  expect(view.unproven).toHaveLength(2);
});

test('a directory that answers 404 where it was is listed where it is found, with what was moved into it', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('d');
  bench.server.makeDirectory('e');
  bench.server.writeFile('f', 'x');
  await bench.look();
  bench.server.move('f', 'd/f');
  bench.server.move('d', 'e/d');

  const { view } = await bench.look({ kind: 'directories', paths: [path('d'), path('e'), ROOT_PATH] });

  expect(bench.names()).toEqual(['', 'd', 'e', 'f']);
  expect(view.unproven).toEqual([]);
});

test('a directory that could not be listed where it was is listed where it is found', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('d');
  bench.server.makeDirectory('e');
  bench.server.writeFile('f', 'x');
  await bench.look();
  bench.server.move('f', 'd/f');
  bench.server.move('d', 'e/d');
  bench.server.faults.add({ kind: 'fail', call: 'list', path: path('d'), code: 'server-busy' });

  const { view } = await bench.look({ kind: 'directories', paths: [path('d'), path('e'), ROOT_PATH] });

  expect(bench.paths()).toEqual(['', 'e', 'e/d', 'e/d/f']);
  expect(view.problems).toEqual([]);
});

test('an item is not proven absent by a 404 at a path where its directory is not any more', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('d/e');
  const { fileId } = bench.server.writeFile('d/e/f', 'x');
  await bench.look();
  bench.server.getNode('d/e/f').isOmitted = true;
  bench.server.writeFile('d/e/g', 'y');
  let questions = 0;
  bench.server.faults.onCall = (call, at) => {
    if (call !== 'list' || at !== 'd/e/f') return;
    questions += 1;
    bench.server.move('d', 'elsewhere');
  };

  const { view } = await bench.look();

  expect(questions).toBe(1);
  expect(view.unproven).toEqual([fileId]);
});

test('items of one directory that are gone cost one question for it', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('d');
  for (const name of ['f', 'g', 'h']) bench.server.writeFile(`d/${name}`, 'x');
  await bench.look();
  for (const name of ['f', 'g']) bench.server.remove(`d/${name}`);

  const { calls } = await bench.look();

  expect(calls.toSorted()).toEqual(['list', 'list', 'list d', 'list d', 'list d/f', 'list d/g']);
  expect(bench.names()).toEqual(['', 'd', 'h']);
});

test('a directory that the server has given a name that takes no part is no riddle, and is not listed', async () => {
  const bench = new DiscoveryBench();
  bench.server.makeDirectory('a/b');
  await bench.look();
  bench.server.writeFile('a/b/f', 'x');
  bench.server.move('a', 'a~');

  const { view } = await bench.look({ kind: 'directories', paths: [ROOT_PATH, path('a'), path('a/b')] });

  expect([view.unlisted, view.problems]).toEqual([[], []]);
  expect(bench.paths()).toEqual(['', 'a~', 'a~/b']);
});
