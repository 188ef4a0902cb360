import { expect, test } from 'vitest';
import { isRemainsOfDeleted } from './excludes-remains.ts';

test.each([
  '.Trash',
  '.Trash-1000',
  '.Trashes',
  '$RECYCLE.BIN',
  '#recycle',
  '@Recycle',
  '.nfs0000a1',
  '.fuse_hidden0001',
])('what lies in or under the name %s was deleted', (name) => {
  expect(isRemainsOfDeleted(name)).toBe(true);
});

test.each(['Trash', 'recycle', 'Brief.odt~', '.nfs', 'node_modules'])(
  'what lies under the name %s was moved there',
  (name) => {
    expect(isRemainsOfDeleted(name)).toBe(false);
  },
);
