import { beforeEach, describe, expect, test } from 'vitest';
import type { RelativePath } from '../core/model/relative-path.ts';
import { DiscoveryBench } from '#sync-engine/testing/builders/discovery-bench.ts';

let bench: DiscoveryBench;

/** A share that is mounted twice: `A` and `S/A` are one directory. */
beforeEach(async () => {
  bench = new DiscoveryBench();
  bench.server.makeDirectory('A/d');
  bench.server.makeDirectory('S');
  bench.server.writeFile('A/d/f', 'x');
  await bench.look();
  bench.server.mount('A', 'S/A');
  await bench.look();
});

const BOTH = ['', 'A', 'A/d', 'A/d/f', 'S', 'S/A', 'S/A/d', 'S/A/d/f'];

test('an item that the server shows at two places with one id is known at both', () => {
  expect(bench.paths()).toEqual(BOTH);
});

test('a first look at everything finds both places, too', async () => {
  const { view } = await bench.look({ kind: 'everything' });

  expect(bench.paths()).toEqual(BOTH);
  expect(view.problems).toEqual([]);
});

test('looking again asks nothing, and changes nothing', async () => {
  const { calls, view } = await bench.look();

  expect(calls).toEqual([]);
  expect(view.changes).toEqual([]);
});

test('the old place is asked once for a whole directory that has come to stand twice', async () => {
  bench.server.mount('A', 'T');

  const { calls } = await bench.look();

  expect(calls.filter((call) => call === 'list A')).toHaveLength(1);
  expect(calls.filter((call) => call.startsWith('list A/'))).toEqual([]);
  expect(bench.paths()).toEqual([...BOTH, 'T', 'T/d', 'T/d/f'].toSorted());
});

test('when one place goes, the other stays', async () => {
  bench.server.remove('A');

  const { view } = await bench.look();

  expect(bench.paths()).toEqual(['', 'S', 'S/A', 'S/A/d', 'S/A/d/f']);
  expect(view.unproven).toEqual([]);
});

test('when one place is moved it keeps what is known of it, and costs no listing of what is below', async () => {
  const key = bench.keyAt('A');
  bench.server.move('A', 'S/B');

  const { calls } = await bench.look();

  expect(bench.keyAt('S/B')).toBe(key);
  expect(calls.filter((call) => call.endsWith('/d'))).toEqual([]);
});

test('a file renamed in a share is renamed at both places, under the keys that it had there', async () => {
  const keys = [bench.keyAt('A/d/f'), bench.keyAt('S/A/d/f')];
  bench.server.move('A/d/f', 'A/d/g');

  await bench.look();

  expect([bench.keyAt('A/d/g'), bench.keyAt('S/A/d/g')]).toEqual(keys);
});

test('a file moved within a share is moved at both places, each within its own', async () => {
  const keys = [bench.keyAt('A/d/f'), bench.keyAt('S/A/d/f')];
  bench.server.makeDirectory('A/e');
  bench.server.move('A/d/f', 'A/e/f');

  await bench.look();

  expect([bench.keyAt('A/e/f'), bench.keyAt('S/A/e/f')]).toEqual(keys);
});

describe('an item that appears elsewhere while the etag of its old directory comes late', () => {
  beforeEach(async () => {
    bench.server.makeDirectory('N');
    await bench.look();
    bench.server.tree.isPropagatingLate = true;
    bench.server.move('S', 'N/S');
  });

  test('is moved, when its old place answers 404', async () => {
    const key = bench.keyAt('S');

    await bench.look({ kind: 'directories', paths: ['N' as RelativePath] });

    expect(bench.keyAt('N/S')).toBe(key);
    expect(bench.keyAt('S')).toBeUndefined();
  });

  test('is not believed anywhere new, when its old place does not answer', async () => {
    bench.server.faults.add({ kind: 'fail', call: 'list', path: 'S' as RelativePath });

    const { view } = await bench.look({ kind: 'directories', paths: ['N' as RelativePath] });

    expect(bench.keyAt('S')).toBeDefined();
    expect(view.unlisted).toEqual([bench.keyAt('N')]);
  });
});

test('a directory that would hold itself is damaged, and not looked into for ever', async () => {
  const node = bench.server.getNode('A');
  bench.server.getNode('A/d').children.set('loop', { ...node, children: new Map() });

  const { view } = await bench.look({ kind: 'everything' });

  expect(view.problems).toContainEqual({ path: 'A/d/loop', side: 'remote', code: 'item-damaged-on-server' });
});
