import { expect, test } from 'vitest';
import { DISK_RESERVE_BYTES } from '../model/disk-reserve.ts';
import { findPausedDownloads } from './free-space.ts';

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
