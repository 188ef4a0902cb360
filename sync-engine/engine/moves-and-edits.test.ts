import { expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

async function synced(): Promise<FakeFolder> {
  const folder = new FakeFolder();
  folder.user.writeFile('a.txt', 'agreed');
  await folder.settle();
  return folder;
}

test('a version that reaches the server right before a move of ours is fetched, though the move took it along', async () => {
  const folder = await synced();
  let isWritten = false;
  folder.server.faults.onCall = (call) => {
    if (call !== 'move' || isWritten) return;
    isWritten = true;
    folder.server.writeFile('a.txt', 'newer');
  };
  folder.user.rename('a.txt', 'b.txt');

  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

  expect(isWritten).toBe(true);
  expect(folder.user.readFile('b.txt')).toBe('newer');
  expect(folder.server.snapshot()).toEqual({ 'b.txt': 'newer' });
});

test('an edit between the plan and a move here is sent, and not taken for what was agreed on', async () => {
  const folder = await synced();
  let isEdited = false;
  folder.onEvent = ({ type }) => {
    if (type !== 'planned' || isEdited) return;
    isEdited = true;
    folder.user.writeFile('a.txt', 'edited');
  };
  folder.server.move('a.txt', 'b.txt');

  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

  expect(isEdited).toBe(true);
  expect(folder.user.readFile('b.txt')).toBe('edited');
  expect(folder.server.snapshot()).toEqual({ 'b.txt': 'edited' });
});

test('a file that gets a third name here before the second is on the server gets the third there at once', async () => {
  const folder = await synced();
  let isRenamed = false;
  folder.onEvent = ({ type }) => {
    if (type !== 'planned' || isRenamed) return;
    isRenamed = true;
    folder.user.rename('b.txt', 'c.txt');
  };
  folder.user.rename('a.txt', 'b.txt');

  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

  expect(isRenamed).toBe(true);
  expect(folder.server.snapshot()).toEqual({ 'c.txt': 'agreed' });
  expect(folder.transport.calls.filter((call) => call.startsWith('move'))).toHaveLength(1);
});
