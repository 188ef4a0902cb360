import { expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { readLeftWord } from './left-word.ts';

test('what people leave for a sync that is running is one entry for each word, and another one when it changes', async () => {
  const { filesystem } = new FakeFolder();
  await filesystem.open();
  await filesystem.writePrivate('answer-removals-local.json', 'keep 1');
  await filesystem.writePrivate('choice-1.json', 'deselect');
  await filesystem.writePrivate('lock-of-something', 'no word');

  const before = await readLeftWord(filesystem);
  await filesystem.writePrivate('answer-removals-local.json', 'keep 2');
  const after = await readLeftWord(filesystem);

  expect([...before]).toEqual(['answer-removals-local.json\nkeep 1', 'choice-1.json\ndeselect']);
  expect([...after].filter((entry) => !before.has(entry))).toEqual(['answer-removals-local.json\nkeep 2']);
});
