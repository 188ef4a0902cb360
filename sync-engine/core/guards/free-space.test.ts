import { expect, test } from 'vitest';
import { DISK_RESERVE_BYTES } from '../model/disk-reserve.ts';
import { computeMissingBytes, findPausedDownloads, toChoiceReserve } from './free-space.ts';

test.each([
  { title: 'all fit', sizes: [10, 20], aboveReserveBytes: 30, paused: [] },
  { title: 'the second does not fit', sizes: [10, 21], aboveReserveBytes: 30, paused: [1] },
  { title: 'a large one does not keep small ones out', sizes: [100, 10, 20], aboveReserveBytes: 30, paused: [0] },
  { title: 'nothing comes in below the reserve', sizes: [0, 1], aboveReserveBytes: -1, paused: [0, 1] },
  { title: 'an empty file fits at the reserve', sizes: [0, 1], aboveReserveBytes: 0, paused: [1] },
])('$title', ({ sizes, aboveReserveBytes, paused }) => {
  const downloads = sizes.map((sizeBytes, id) => ({ id, sizeBytes }));

  expect([...findPausedDownloads(downloads, DISK_RESERVE_BYTES + aboveReserveBytes)]).toEqual(paused);
});

test('what is missing is all that comes and the reserve, less what is free', () => {
  const downloads = [10, 30].map((sizeBytes, id) => ({ id, sizeBytes }));

  expect(computeMissingBytes(downloads, DISK_RESERVE_BYTES + 15)).toBe(25);
  expect(computeMissingBytes(downloads, DISK_RESERVE_BYTES + 40)).toBe(0);
});

test.each([
  ['5 GB of a large disk', 1_000_000_000_000, 5_000_000_000],
  ['5 % of a small disk', 40_000_000_000, 2_000_000_000],
  ['what downloads leave on a tiny one', 1_000_000_000, DISK_RESERVE_BYTES],
])('a choice of directories leaves %s', (_what, diskBytes, reserveBytes) => {
  expect(toChoiceReserve(diskBytes)).toBe(reserveBytes);
});

test.each([
  [{ maxBytes: 20_000_000_000, share: 0.5 }, 20_000_000_000],
  [{ maxBytes: 20_000_000_000, share: 0.01 }, 1_000_000_000],
  [{ maxBytes: 0, share: 0 }, DISK_RESERVE_BYTES],
])('or what an organisation has decided (%j), and never less than what downloads leave', (decided, reserveBytes) => {
  expect(toChoiceReserve(100_000_000_000, decided)).toBe(reserveBytes);
});
