import { expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** Two files with the same bytes, synced; `onSend` runs when the first one is being changed on the server. */
async function twins(
  change: (folder: FakeFolder) => void,
  onChange: (folder: FakeFolder) => void,
): Promise<FakeFolder> {
  const folder = new FakeFolder();
  folder.server.writeFile('a', 'same');
  folder.server.writeFile('b', 'same');
  await folder.settle();
  change(folder);
  let calls = 0;
  folder.server.faults.onCall = (call) => {
    if ((call === 'upload' || call === 'remove') && calls++ === 0) onChange(folder);
  };
  await folder.settle();
  return folder;
}

test('bytes that are replaced here stay when their only other file is deleted on the server in that moment', async () => {
  const folder = await twins(
    ({ user }) => user.writeFile('a', 'other'),
    ({ server }) => server.remove('b'),
  );

  expect(folder.server.snapshot()).toEqual({ a: 'other', b: 'same' });
  expect(folder.user.listAll()).toEqual(['a', 'b']);
});

test('bytes that are deleted here stay when their only other file is deleted on the server in that moment', async () => {
  const folder = await twins(
    ({ user }) => user.remove('a'),
    ({ server }) => server.remove('b'),
  );

  expect(folder.server.snapshot()).toEqual({ b: 'same' });
});

test('what is deleted on the server after the change is gone', async () => {
  const folder = await twins(
    ({ user }) => user.writeFile('a', 'other'),
    () => {},
  );
  folder.server.remove('b');
  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ a: 'other' });
  expect(folder.user.listAll()).toEqual(['a']);
});
