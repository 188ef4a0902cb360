import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../core/guards/mass-removal.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeDisk } from '../../filesystem/fake-disk.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import { inspectPath, inspectPathInAll } from './inspect-path.ts';
import type { Why } from './why.ts';

/** A folder of ten directories with eight more in each, and three files in each of these. */
async function fillFolder(): Promise<FakeFolder> {
  const folder = new FakeFolder({ limits: DEFAULT_LIMITS });
  for (let outer = 0; outer < 10; outer += 1)
    for (let inner = 0; inner < 8; inner += 1)
      for (let file = 0; file < 3; file += 1)
        folder.user.writeFile(`Amt ${outer}/Akte ${inner}/${file}.txt`, `${outer} ${inner} ${file}`);
  // Each write takes a moment of the disk's time.
  await folder.passTime(60_000);
  await folder.settle();
  return folder;
}

interface Asked {
  readonly why: Why | undefined;
  /** Every call to the disk, and what it was about. */
  readonly calls: readonly string[];
}

/**
 * Asks through a disk that notes what it is asked for; there is no server that could be asked. After so many calls nobody
 * waits for the answer any more.
 */
async function ask(folder: FakeFolder, path: string, patience = Number.POSITIVE_INFINITY): Promise<Asked> {
  const calls: string[] = [];
  const stop = new AbortController();
  const filesystem = new Proxy<Filesystem>(folder.filesystem, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...parameters: readonly unknown[]): unknown => {
        calls.push(`${String(name)} ${typeof parameters[0] === 'string' ? parameters[0] : ''}`.trimEnd());
        if (calls.length >= patience) stop.abort();
        return Reflect.apply(value, target, parameters);
      };
    },
  });
  const input = { ...folder.inspectInput(), filesystem, signal: stop.signal };
  return { why: await inspectPath(path as RelativePath, input), calls };
}

test('a question about one file reads the directories above it, and nothing else', async () => {
  const folder = await fillFolder();
  const { length: askedBefore } = folder.transport.calls;

  expect(await ask(folder, 'Amt 7/Akte 3/1.txt')).toMatchObject({
    why: { code: 'in-sync' },
    calls: ['readDirectory', 'readDirectory Amt 7', 'readDirectory Amt 7/Akte 3'],
  });

  folder.user.writeFile('Amt 7/Akte 3/1.txt', 'changed, and longer');
  folder.user.writeFile('Amt 7/Akte 3/new.txt', 'x');
  expect(await ask(folder, 'Amt 7/Akte 3/1.txt')).toMatchObject({
    why: { code: 'waiting-to-upload' },
    calls: ['readDirectory', 'readDirectory Amt 7', 'readDirectory Amt 7/Akte 3'],
  });
  expect((await ask(folder, 'Amt 7/Akte 3/new.txt')).why?.code).toBe('waiting-to-upload');
  expect((await ask(folder, 'Amt 7/nothing/at/all')).calls).toEqual(['readDirectory', 'readDirectory Amt 7']);
  expect(folder.transport.calls).toHaveLength(askedBefore);
});

test('a question about a directory reads what it holds, until something is found that is not in sync', async () => {
  const folder = await fillFolder();

  const inSync = await ask(folder, 'Amt 7');
  expect(inSync).toMatchObject({ why: { code: 'in-sync' } });
  expect(inSync.calls).toHaveLength(2 + 8);
  expect(inSync.calls.every((call) => call === 'readDirectory' || call.startsWith('readDirectory Amt 7'))).toBe(true);

  folder.user.makeLink('Amt 7/link');
  expect(await ask(folder, 'Amt 7')).toMatchObject({
    why: { code: 'contains-unsynced' },
    calls: ['readDirectory', 'readDirectory Amt 7'],
  });
  folder.user.writeFile('Amt 8/Akte 2/new.txt', 'x');
  expect((await ask(folder, 'Amt 8')).why?.code).toBe('contains-unsynced');
});

test('bytes are only read of the file that is asked for', async () => {
  const folder = await fillFolder();
  for (const name of ['1', '2']) folder.user.setModificationTime(`Amt 7/Akte 3/${name}.txt`, 1_700_000_000_000);

  const { why, calls } = await ask(folder, 'Amt 7/Akte 3/1.txt');
  expect(why?.code).toBe('in-sync');
  expect(calls.filter((call) => call.startsWith('hashFile'))).toEqual(['hashFile Amt 7/Akte 3/1.txt']);
});

test('where an item has left its place everything is looked at, because only that tells where it went', async () => {
  const folder = await fillFolder();
  folder.user.rename('Amt 7/Akte 3/1.txt', 'Amt 8/1.txt');
  folder.user.remove('Amt 9/Akte 3/1.txt');

  const whys = [];
  for (const path of ['Amt 7/Akte 3/1.txt', 'Amt 8/1.txt', 'Amt 9/Akte 3/1.txt'])
    whys.push((await ask(folder, path)).why?.code);
  expect(whys).toEqual(['waiting-to-move', 'waiting-to-move', 'waiting-to-remove']);
});

test.each([
  ['that is still going through its directories', () => {}],
  ['that has to look at everything', (folder: FakeFolder) => folder.user.rename('Amt 7/Akte 3', 'Amt 3/Akte 9')],
])('a question %s ends within a directory once nobody waits for it any more', async (_which, act) => {
  const folder = await fillFolder();
  act(folder);

  const { why, calls } = await ask(folder, 'Amt 7', 4);

  expect([why?.code, calls.length]).toEqual(['cancelled', 4]);
});

const NAMES = ['a', 'b', 'A', 'c~', 'D'];

/** Something that a person here or another one at the server does. */
function act(folder: FakeFolder, random: Random): void {
  const { user, server } = folder;
  const isHere = random.chance(50);
  const paths: readonly string[] = isHere ? user.listAll() : Object.keys(server.snapshot());
  const isFile = (path: string): boolean => (isHere ? user.readFile(path) : server.readFile(path)) !== undefined;
  const directory = random.pick(['', ...paths.filter((path) => !isFile(path))]) ?? '';
  const target = `${directory === '' ? '' : `${directory}/`}${random.pick(NAMES) ?? ''}`;
  const path = random.pick(paths);
  const side = isHere ? user : server;
  try {
    if (random.chance(40)) side.writeFile(target, `${random.below(3)}`);
    else if (path === undefined || random.chance(20)) side.makeDirectory(target);
    else if (random.chance(50)) side.remove(path);
    else if (isHere) user.rename(path, target);
    else server.move(path, target);
  } catch {
    // Not everything that is drawn can be done.
  }
}

const SEEDS = [1, 16, 31, 46];

test.each(SEEDS)('the answer is the one that a look at everything gives, whatever has happened (%i)', async (first) => {
  let questions = 0;
  for (let seed = first; seed < first + 15; seed += 1) {
    const random = new Random(seed);
    const folder = new FakeFolder({
      limits: DEFAULT_LIMITS,
      disk: new FakeDisk({ isCaseSensitive: random.chance(70) }),
    });
    for (let acts = 0; acts < 12; acts += 1) act(folder, random);
    await folder.settle();
    const directories = Object.entries(folder.server.snapshot()).flatMap(([at, text]) =>
      text === undefined ? [at] : [],
    );
    const deselected = random.chance(40) ? random.pick(directories) : undefined;
    if (deselected !== undefined) await folder.deselect(deselected);
    if (random.chance(50)) await folder.run();
    for (let acts = random.below(6); acts > 0; acts -= 1) act(folder, random);
    await folder.look();
    if (random.chance(30)) act(folder, random);
    const paths = ['', 'nothing', 'a/b', ...folder.user.listAll(), ...Object.keys(folder.server.snapshot())];
    for (const path of new Set([...paths, ...NAMES]) as Set<RelativePath>) {
      questions += 1;
      const whole = await inspectPathInAll(path, folder.inspectInput());
      expect(await inspectPath(path, folder.inspectInput()), `seed ${seed}, ${path}`).toEqual(whole);
    }
  }
  expect(questions).toBeGreaterThan(80);
});
