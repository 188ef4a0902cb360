import { expect, test } from 'vitest';
import { DiscoveryBench } from '#sync-engine/testing/builders/discovery-bench.ts';

test('a skipped directory is not listed, wherever it is moved, and what was known below it is forgotten', async () => {
  const bench = new DiscoveryBench();
  const { fileId } = bench.server.makeDirectory('photos');
  bench.server.makeDirectory('photos/2025');
  bench.server.writeFile('photos/2025/f', 'x');
  bench.server.makeDirectory('docs');
  await bench.look();
  bench.skipped = new Set([fileId]);
  bench.server.writeFile('photos/g', 'x');
  bench.server.move('photos', 'docs/photos');

  const { calls } = await bench.look();

  expect(calls).not.toContainEqual(expect.stringContaining('docs/photos'));
  expect(bench.paths()).toEqual(['', 'docs', 'docs/photos']);
});

test('a directory that is no longer skipped is listed again, though nothing has changed in it', async () => {
  const bench = new DiscoveryBench();
  const { fileId } = bench.server.makeDirectory('photos');
  bench.server.makeDirectory('photos/2025');
  await bench.look();
  bench.skipped = new Set([fileId]);
  await bench.look();
  bench.skipped = new Set();

  await bench.look();

  expect(bench.paths()).toEqual(['', 'photos', 'photos/2025']);
});

test('what moves out of a skipped directory is found at its new place', async () => {
  const bench = new DiscoveryBench();
  const { fileId } = bench.server.makeDirectory('photos');
  bench.server.writeFile('photos/f', 'x');
  await bench.look();
  bench.skipped = new Set([fileId]);
  bench.server.move('photos/f', 'f');

  await bench.look();

  expect(bench.paths()).toEqual(['', 'f', 'photos']);
});
