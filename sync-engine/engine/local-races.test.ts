import { expect, test } from 'vitest';
import type { RelativePath } from '../core/model/relative-path.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

test('a file that user and server move while we look is neither kept away here nor removed there', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('a.txt', 'a');
  folder.user.makeDirectory('Docs');
  await folder.settle();
  let hasMoved = false;
  folder.filesystem.faults.onAct = (act, path) => {
    if (hasMoved || act !== 'read-directory' || path !== 'Docs') return;
    hasMoved = true;
    // The root has been read, with the file in it; now it is seen in the directory as well.
    folder.user.rename('a.txt', 'Docs/a.txt');
  };
  folder.server.move('a.txt', 'Docs/a.txt');

  await folder.settle();

  expect(hasMoved).toBe(true);
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt']);
  expect(folder.server.snapshot()).toEqual({ Docs: undefined, 'Docs/a.txt': 'a' });
  expect(folder.disk.kept.size).toBe(0);
});

test('two directories of the server whose names are one here: one is synced with all it holds, the other is named', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ keepsUnicodeForm: false }) });
  const [composed, decomposed] = ['\u00e9', 'e\u0301'];
  folder.server.makeDirectory(composed);
  folder.server.makeDirectory(decomposed);
  folder.server.writeFile(`${decomposed}/there`, 'there');
  folder.user.writeFile(`${decomposed}/here`, 'here');

  const first = await folder.settle();
  const second = await folder.settle();

  expect(first).toMatchObject({ kind: 'idle', problems: [{ path: composed, code: 'name-clash' }] });
  expect(second).toEqual(first);
  expect(folder.user.readFile(`${decomposed}/there`)).toBe('there');
  expect(folder.server.readFile(`${decomposed}/here`)).toBe('here');
});

test('where case does not count, another item under the other spelling does not keep the old one on the server', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ isCaseSensitive: false }) });
  folder.user.writeFile('a', 'file');
  await folder.settle();
  folder.user.remove('a');
  folder.user.makeDirectory('A');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.snapshot()).toEqual({ A: undefined });
});

test('a file that gives its name up to one with the same bytes is in the safety store also when that one is edited meanwhile', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ isCaseSensitive: false }) });
  folder.user.writeFile('draft', 'same');
  await folder.settle();
  folder.server.writeFile('letter', 'same');
  folder.user.rename('draft', 'LETTER');
  folder.filesystem.faults.onAct = (act) => {
    if (act === 'keep-file') folder.server.writeFile('letter', 'edited');
  };

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.user.readFile('letter')).toBe('edited');
  expect(folder.server.snapshot()).toEqual({ letter: 'edited' });
  const kept = [...folder.disk.kept.values()].flatMap((items) => [...items.values()]);
  expect(kept.map(({ bytes }) => String(Buffer.from(bytes)))).toEqual(['same']);
});

test('a directory that cannot make way for the server’s file yet is made on the server once, not in every run', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('b', 'there');
  folder.filesystem.faults.add({ act: 'move', path: 'b' as RelativePath, errno: 'EBUSY', times: 3 });
  folder.user.makeDirectory('b');

  for (let runs = 0; runs < 6; runs += 1) {
    await folder.passTime(600_000);
    await folder.run();
  }
  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ b: 'there', 'b (v1)': undefined });
  expect(folder.user.listAll()).toEqual(['b', 'b (v1)']);
});

test('what cannot be fetched to a place does not keep what is there from making way', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('b', 'there');
  folder.server.getNode('b').isProcessing = true;
  await folder.run();
  folder.user.makeDirectory('b');

  await folder.run();

  expect(folder.user.listAll()).toEqual(['b (v1)']);
  expect(folder.server.snapshot()).toEqual({ b: 'there', 'b (v1)': undefined });
});

test('a file that stays here because its place on the server clashes still sends its edits', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ isCaseSensitive: false }) });
  folder.user.writeFile('a/x', 'x');
  folder.user.writeFile('b', 'old');
  await folder.settle();
  folder.server.makeDirectory('A');
  folder.server.move('b', 'A/b');
  await folder.settle();
  folder.user.writeFile('b', 'edited');

  await folder.settle();

  expect(folder.server.readFile('A/b')).toBe('edited');
});

/** A directory that is `Docs` here and lies on the server in one whose name this computer cannot hold. */
async function heldBack(): Promise<FakeFolder> {
  const folder = new FakeFolder({ disk: new FakeDisk({ isCaseSensitive: false }) });
  folder.user.writeFile('a/x', 'x');
  folder.user.writeFile('Docs/letter', 'old');
  await folder.settle();
  folder.server.makeDirectory('A');
  folder.server.move('Docs', 'A/Docs');
  await folder.settle();
  return folder;
}

test('a directory that stays here because its place on the server clashes goes on syncing what is in it', async () => {
  const folder = await heldBack();
  folder.server.writeFile('A/Docs/letter', 'theirs');
  folder.server.writeFile('A/Docs/new there', 'new');
  folder.user.writeFile('Docs/new here', 'new');

  await folder.settle();

  const names = ['letter', 'new here', 'new there'];
  expect(folder.user.list('Docs')).toEqual(names);
  expect(folder.user.readFile('Docs/letter')).toBe('theirs');
  expect(Object.keys(folder.server.snapshot())).toEqual(expect.arrayContaining(names.map((name) => `A/Docs/${name}`)));
});

test('a directory that stays here because its place on the server clashes keeps the one above it, when the server turns the two over', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ isCaseSensitive: false }) });
  folder.user.writeFile('a', 'a');
  await folder.settle();
  folder.user.writeFile('outer/inner/x', 'x');
  await folder.settle();
  folder.server.move('outer/inner', 'A');
  await folder.settle();
  folder.server.move('outer', 'A/outer');

  const end = await folder.settle();

  const clash = { side: 'remote', code: 'name-clash' };
  expect(end).toMatchObject({
    kind: 'idle',
    problems: [
      { path: 'A', ...clash },
      { path: 'A/outer', ...clash },
    ],
  });
  expect(folder.user.listAll()).toEqual(['a', 'outer', 'outer/inner', 'outer/inner/x']);

  folder.server.move('A', 'inner');
  await folder.settle();

  expect(folder.user.listAll()).toEqual(['a', 'inner', 'inner/outer', 'inner/x']);
});

test('a file that stepped aside gets no private name for good, when the server replaces it and another has its name here', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ isCaseSensitive: false }) });
  folder.user.writeFile('a', 'a');
  await folder.settle();
  folder.server.makeDirectory('A');
  folder.server.move('a', 'A/a');
  folder.server.writeFile('a', 'new');
  let isFull = true;
  folder.filesystem.faults.onAct = (act, path) => {
    if (!isFull || act !== 'move' || !path.startsWith('.bayernbox-park')) return;
    isFull = false;
    folder.filesystem.faults.add({ act, path, errno: 'ENOSPC', times: 1 });
  };
  await folder.run();
  folder.server.remove('A/a');
  folder.server.makeDirectory('A/a');

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'idle', problems: [{ path: 'a', side: 'remote', code: 'name-clash' }] });
  expect(folder.user.listAll()).toEqual(['A', 'A/a']);
  expect(folder.disk.kept.size).toBe(1);
});

test('two versions of a file in such a directory become two files, here and there', async () => {
  const folder = await heldBack();
  folder.server.writeFile('A/Docs/letter', 'theirs');
  folder.user.writeFile('Docs/letter', 'ours');

  await folder.settle();

  expect(folder.user.readFile('Docs/letter')).toBe('theirs');
  expect(folder.user.readFile('Docs/letter (v1)')).toBe('ours');
  expect(folder.server.readFile('A/Docs/letter (v1)')).toBe('ours');
});

test('a directory that is gone from the server stays for what is held back in it, and nothing takes its name', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ isCaseSensitive: false }) });
  folder.user.writeFile('a', 'a');
  folder.user.writeFile('Docs/letter', 'old');
  await folder.settle();
  folder.server.move('Docs/letter', 'A');
  folder.server.remove('Docs');
  folder.server.writeFile('Docs', 'a file');

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'idle', problems: [{ path: 'A' }, { path: 'Docs' }] });
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/letter', 'a']);
});

const LONG_AGO_MS = 1_600_000_000_000;

/** One run, which may wait until a step of the clock is over: time goes on for it. */
async function runIntoNextStep(folder: FakeFolder): Promise<void> {
  const running = folder.run();
  for (let turns = 0; turns < 20 && folder.clock.waiterCount === 0; turns += 1) await new Promise(setImmediate);
  if (folder.clock.waiterCount > 0) await folder.passTime(10_000);
  await running;
}

test('where times are coarse, an edit in the same step as the one that is sent is not taken for it', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ timeStepNs: 8_000_000_000n }) });
  folder.server.writeFile('a', 'one', LONG_AGO_MS);
  await folder.settle();
  await folder.passTime(20_000);
  folder.user.writeFile('a', 'two');
  let hasEdited = false;
  folder.server.faults.onCall = (call) => {
    if (call !== 'upload' || hasEdited) return;
    hasEdited = true;
    folder.user.writeFile('a', 'six');
  };

  await runIntoNextStep(folder);
  await folder.passTime(10_000);
  await folder.settle();

  expect(hasEdited).toBe(true);
  expect(folder.server.readFile('a')).toBe('six');
});

test('an edit of equal length in the clock step in which both sides were compared is not missed', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ timeStepNs: 8_000_000_000n }) });
  folder.server.writeFile('a.txt', 'one');
  folder.user.writeFile('a.txt', 'one');

  const running = folder.run();
  for (let turns = 0; turns < 20 && folder.clock.waiterCount === 0; turns += 1) await new Promise(setImmediate);
  folder.user.writeFile('a.txt', 'two');
  await folder.passTime(10_000);
  await running;
  await folder.passTime(10_000);
  await folder.settle();

  expect(Object.values(folder.server.snapshot())).toContain('two');
});

test('what the server has moved from where a link is here now comes to its new place, with all it holds', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('a.txt', 'a');
  folder.user.makeDirectory('Docs');
  folder.user.writeFile('Docs/b.txt', 'b');
  await folder.settle();
  for (const path of ['a.txt', 'Docs/b.txt', 'Docs']) folder.user.remove(path);
  for (const path of ['a.txt', 'Docs']) folder.user.makeLink(path);
  folder.server.move('a.txt', 'c.txt');
  folder.server.move('Docs', 'Papers');

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'idle', problems: [{ code: 'symbolic-link' }, { code: 'symbolic-link' }] });
  expect(folder.server.snapshot()).toEqual({ 'c.txt': 'a', Papers: undefined, 'Papers/b.txt': 'b' });
  expect(folder.user.readFile('c.txt')).toBe('a');
  expect(folder.user.readFile('Papers/b.txt')).toBe('b');
});

test('what the server has moved out of a directory where a link is here now comes to its new place', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('a/x', 'x');
  folder.user.writeFile('a/y', 'y');
  folder.user.writeFile('a/deep/z', 'z');
  await folder.settle();
  folder.user.remove('a');
  folder.user.makeLink('a');
  folder.server.move('a/x', 'x');
  folder.server.move('a/deep', 'a/deeper');

  await folder.settle();

  expect(folder.user.readFile('x')).toBe('x');
  expect(folder.server.snapshot()).toEqual({
    a: undefined,
    'a/deeper': undefined,
    'a/deeper/z': 'z',
    'a/y': 'y',
    x: 'x',
  });
});

test('a file whose old name a link has taken is moved on the server, whatever else stands in the way of the link', async () => {
  const folder = new FakeFolder();
  folder.user.makeDirectory('Docs');
  folder.user.writeFile('a.txt', 'a');
  await folder.settle();
  folder.user.rename('a.txt', 'Docs/a.txt');
  folder.user.makeLink('a.txt');

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'idle', problems: [{ path: 'a.txt', code: 'symbolic-link' }] });
  expect(folder.server.snapshot()).toEqual({ Docs: undefined, 'Docs/a.txt': 'a' });
});

test('a directory that is gone on both sides leaves nothing in the base, also when what was in it goes on', async () => {
  const folder = new FakeFolder();
  folder.user.makeDirectory('Docs/inner');
  await folder.settle();
  folder.user.rename('Docs/inner', 'outer');
  folder.user.remove('Docs');
  folder.server.remove('Docs');
  folder.server.makeDirectory('outer');

  const end = await folder.run();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect([...folder.database.loadBase().values()].map(({ name }) => name)).toEqual(['outer']);
});

test.each([
  { what: 'now', aheadMs: 2_000 },
  { what: 'later in the same step', aheadMs: 5_000 },
])(
  'where times are coarse, an edit of equal length in the step in which a version of $what was fetched is not missed',
  async ({ aheadMs }) => {
    const folder = new FakeFolder({ disk: new FakeDisk({ timeStepNs: 8_000_000_000n }) });
    folder.server.writeFile('a', 'one', folder.clock.nowMs() + aheadMs);

    await runIntoNextStep(folder);
    folder.user.writeFile('a', 'two');
    await folder.passTime(10_000);
    await folder.settle();

    expect(folder.server.readFile('a')).toBe('two');
  },
);

test('what we have moved here is not taken for moved back, when the server is lost in that run and asked alone in the next', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('a', 'a');
  await folder.settle();
  folder.server.move('a', 'b');
  folder.server.writeFile('c', 'c');
  folder.server.faults.add({ kind: 'fail', call: 'download', code: 'server-maintenance', times: 1 });
  const lost = await folder.run();
  folder.server.remove('b');

  await folder.run({ kind: 'directories', paths: [] });
  await folder.settle();

  expect(lost).toMatchObject({ kind: 'stopped', error: { code: 'server-maintenance' } });
  expect(folder.server.snapshot()).toEqual({ c: 'c' });
  expect(folder.user.listAll()).toEqual(['c']);
});
