import { expect, test } from 'vitest';
import type { LocalItem } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { KnownContents } from './known-contents.ts';

test('two stamps of one inode, seen while a look went on, do not make each other forgotten', () => {
  const seen = (path: string, timeNs: bigint): LocalItem => ({
    path: path as RelativePath,
    kind: 'file',
    stamp: { device: 1n, inode: 7n, birthNs: timeNs, sizeBytes: 3, mtimeNs: timeNs, ctimeNs: timeNs },
  });
  const contents = new KnownContents();
  const [deleted, successor] = [seen('a', 1n), seen('b', 2n)];

  contents.noteUnread(deleted.stamp);
  contents.noteUnread(successor.stamp);

  expect([deleted, successor].map((item) => contents.wasTried(item))).toEqual([true, true]);
});
