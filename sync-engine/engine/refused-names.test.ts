import { expect, test } from 'vitest';
import { FakeFolder } from '../testing/builders/fake-folder.ts';

const BOTH = { 'Akten/bar': 'Bescheid', 'Akten/b.txt': 'b', bar: 'Brief' };

/** A folder with these files on both sides, whose server refuses a name of theirs from now on. */
async function refusing(name: string, files: Readonly<Record<string, string>> = BOTH): Promise<FakeFolder> {
  const folder = new FakeFolder();
  for (const [path, text] of Object.entries(files)) folder.user.writeFile(path, text);
  await folder.settle();
  await folder.restart();
  folder.refusedNames = [name];
  return folder;
}

function here({ user }: FakeFolder): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(user.listAll().flatMap((path) => (path === 'Akten' ? [] : [[path, user.readFile(path)]])));
}

function removals({ transport }: FakeFolder): readonly string[] {
  return transport.calls.filter((call) => call.startsWith('remove'));
}

test('what has a name that the server refuses only now stays on both sides', async () => {
  const folder = await refusing('BAR');

  const end = await folder.settle();

  expect(end).toMatchObject({ problems: [{ code: 'name-not-allowed-on-server' }, {}] });
  expect([folder.server.snapshot(), here(folder)]).toEqual([BOTH, BOTH]);
  expect(removals(folder)).toEqual([]);
});

test('a directory whose name the server refuses only now stays on both sides with all below it', async () => {
  const folder = await refusing('akten');
  folder.user.writeFile('Akten/neu.txt', 'neu');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual(BOTH);
  expect(here(folder)).toEqual({ ...BOTH, 'Akten/neu.txt': 'neu' });
  expect(removals(folder)).toEqual([]);
});

test('a file of a refused name that was edited here and there loses neither version', async () => {
  const folder = await refusing('bar');
  folder.user.writeFile('bar', 'hier');
  folder.server.writeFile('bar', 'dort');

  await folder.settle();

  expect(folder.user.readFile('bar')).toBe('hier');
  expect(folder.server.readFile('bar')).toBe('dort');
});

test('a file of a refused name that a colleague removes or makes harms nothing', async () => {
  const folder = await refusing('bar');
  folder.server.remove('Akten/bar');
  await folder.settle();
  folder.server.writeFile('Akten/bar', 'vom Server');

  await folder.settle();

  expect(folder.server.readFile('Akten/bar')).toBe('vom Server');
  expect(here(folder)).toEqual(BOTH);
  expect(removals(folder)).toEqual([]);
});
