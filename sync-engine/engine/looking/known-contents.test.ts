import { expect, test } from 'vitest';
import { EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import type { LocalItem } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { KnownContents } from './known-contents.ts';

function seen(path: string, timeNs: bigint): LocalItem {
  return {
    path: path as RelativePath,
    kind: 'file',
    stamp: { device: 1n, inode: 7n, birthNs: timeNs, sizeBytes: 3, mtimeNs: timeNs, ctimeNs: timeNs },
  };
}

test('two stamps of one inode, seen while a look went on, do not make each other forgotten', () => {
  const contents = new KnownContents();
  const [deleted, successor] = [seen('a', 1n), seen('b', 2n)];

  contents.noteUnread(deleted.stamp);
  contents.noteUnread(successor.stamp);

  expect([deleted, successor].map((item) => contents.wasTried(item))).toEqual([true, true]);
});

test('of what was read, that which the base tells of as well is forgotten, and nothing else', () => {
  const contents = new KnownContents();
  const [agreed, edited] = [seen('a', 1n), seen('b', 2n)];
  for (const { stamp } of [agreed, edited]) contents.note({ stamp, checksum: EMPTY_CHECKSUM, all: EMPTY_CHECKSUM });

  contents.forgetAgreed([
    { local: agreed.stamp, checksum: EMPTY_CHECKSUM },
    { local: edited.stamp, checksum: undefined },
    { local: undefined, checksum: EMPTY_CHECKSUM },
  ]);

  expect([agreed, edited].map((item) => contents.find(item))).toEqual([undefined, EMPTY_CHECKSUM]);
  expect(contents.isEmpty).toBe(false);
  contents.forgetAgreed([{ local: edited.stamp, checksum: EMPTY_CHECKSUM }]);
  expect(contents.isEmpty).toBe(true);
});

test('what could not be read is asked for again at the next look, and what could is not', () => {
  const contents = new KnownContents();
  const [unread, read] = [seen('a', 1n), seen('b', 2n)];
  contents.noteUnread(unread.stamp);
  contents.note({ stamp: read.stamp, checksum: EMPTY_CHECKSUM, all: EMPTY_CHECKSUM });

  contents.forgetUnread();

  expect([unread, read].map((item) => contents.wasTried(item))).toEqual([false, true]);
});
