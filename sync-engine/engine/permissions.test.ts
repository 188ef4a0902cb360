import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../core/guards/mass-removal.ts';
import { toHoldName } from '../core/model/hold.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { RunEnd } from './run-end.ts';

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder({ limits: DEFAULT_LIMITS });
  folder.user.writeFile('Docs/a.txt', 'a');
  folder.user.writeFile('b.txt', 'b');
  await folder.settle();
});

function callsSince(start: number): readonly string[] {
  return folder.transport.calls.slice(start).filter((call) => !call.startsWith('list'));
}

function problemsOf(end: RunEnd): readonly unknown[] {
  return 'problems' in end ? end.problems : [];
}

function tellings(): readonly unknown[] {
  return folder.events.filter(({ type }) => type === 'not-permitted');
}

test('a deletion that is not allowed is told once, and never sent', async () => {
  folder.server.permit('Docs/a.txt', 'NVW');
  await folder.settle();
  const start = folder.transport.calls.length;
  folder.user.remove('Docs/a.txt');

  await folder.settle();

  expect(folder.user.readFile('Docs/a.txt')).toBe('a');
  expect(callsSince(start)).toEqual(['download Docs/a.txt']);
  expect(tellings()).toEqual([{ type: 'not-permitted', act: 'removal', path: 'Docs/a.txt' }]);
});

test('what comes back stands in the history', async () => {
  folder.server.permit('Docs/a.txt', 'NVW');
  await folder.settle();
  folder.user.remove('Docs/a.txt');

  await folder.settle();

  const [newest] = folder.database.listHistory(1);
  expect(newest).toMatchObject({ verb: 'download', side: 'local', path: 'Docs/a.txt' });
});

test('an edit that is not allowed is told, and lives on beside the server’s version', async () => {
  folder.server.permit('b.txt', 'DNV');
  await folder.settle();
  folder.user.writeFile('b.txt', 'mine');

  await folder.settle();

  expect(folder.user.readFile('b.txt')).toBe('b');
  expect(folder.user.readFile('b.txt (v1)')).toBe('mine');
  expect(tellings()).toEqual([{ type: 'not-permitted', act: 'edit', path: 'b.txt' }]);
});

test('an edit back to the bytes of the server’s version leaves no second version', async () => {
  folder.server.permit('b.txt', 'DNV');
  await folder.settle();
  folder.user.writeFile('b.txt', 'b');

  await folder.settle();

  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt', 'b.txt']);
});

test('a file that was moved where nothing is taken stays there, and is told with the one that comes back', async () => {
  folder.server.permit('Docs', 'RDNV');
  await folder.settle();
  folder.user.rename('b.txt', 'Docs/b.txt');

  const end = await folder.settle();

  expect([folder.user.readFile('b.txt'), folder.user.readFile('Docs/b.txt')]).toEqual(['b', 'b']);
  expect(folder.server.readFile('b.txt')).toBe('b');
  expect(problemsOf(end)).toEqual([{ path: 'Docs/b.txt', side: 'local', code: 'change-not-permitted' }]);
  expect(tellings()).toEqual([{ type: 'not-permitted', act: 'move', path: 'b.txt' }]);
});

test('when something becomes allowed without a new etag it is sent all the same', async () => {
  folder.server.permit('Docs', 'RDNV');
  await folder.settle();
  folder.user.writeFile('Docs/new.txt', 'new');
  const before = await folder.settle();
  folder.server.getNode('Docs').permissions = 'RDNVCK';

  const after = await folder.settle();

  expect(problemsOf(before)).toHaveLength(1);
  expect(problemsOf(after)).toEqual([]);
  expect(folder.server.readFile('Docs/new.txt')).toBe('new');
});

test('a refusal in spite of the letters is a problem of its item, and not asked for again and again', async () => {
  folder.server.faults.add({ kind: 'fail', call: 'upload', code: 'no-permission', path: 'Docs' as RelativePath });
  folder.user.writeFile('Docs/new.txt', 'new');
  folder.user.writeFile('c.txt', 'c');
  const start = folder.transport.calls.length;

  const end = await folder.settle();

  expect(problemsOf(end)).toMatchObject([{ path: 'Docs/new.txt', code: 'no-permission' }]);
  expect(folder.server.readFile('c.txt')).toBe('c');
  expect(callsSince(start).filter((call) => call === 'upload Docs/new.txt')).toHaveLength(1);
});

test('a space that is not there any more deletes nothing here, and goes on when it is back', async () => {
  folder.server.faults.add({ kind: 'fail', call: 'list', code: 'space-unavailable' });
  const gone = await folder.run();
  folder.server.faults.clear();
  folder.server.writeFile('c.txt', 'c');
  await folder.settle();

  expect(gone).toMatchObject({ kind: 'stopped', error: { code: 'space-unavailable' } });
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt', 'b.txt', 'c.txt']);
});

describe('a share that is mounted in the synced tree', () => {
  beforeEach(async () => {
    folder.server.permit('Docs', 'SRDNVCK');
    folder.server.permit('Docs/a.txt', 'SRDNVW');
    await folder.settle();
  });

  test('is not left by deleting its folder here: a person is asked, and other deletions go on', async () => {
    folder.user.remove('Docs');
    folder.user.remove('b.txt');

    const end = await folder.settle();

    expect(end).toMatchObject({ kind: 'held', holds: [{ side: 'remote', reason: 'leaves-share', fileCount: 1 }] });
    expect(folder.server.snapshot()).toEqual({ Docs: undefined, 'Docs/a.txt': 'a' });
  });

  test('is left when the person says so', async () => {
    folder.user.remove('Docs');
    await folder.settle();
    const [hold] = folder.database.listHolds();
    await folder.answer(hold === undefined ? '' : toHoldName(hold), 'carry-out');

    await folder.settle();

    expect(folder.server.snapshot()).toEqual({ 'b.txt': 'b' });
  });

  test('comes back when the person says no', async () => {
    folder.user.remove('Docs');
    await folder.settle();
    const [hold] = folder.database.listHolds();
    await folder.answer(hold === undefined ? '' : toHoldName(hold), 'keep');

    await folder.settle();

    expect(folder.user.readFile('Docs/a.txt')).toBe('a');
  });

  test('is held back with a directory around it, too', async () => {
    folder.user.makeDirectory('Around');
    folder.user.rename('Docs', 'Around/Docs');
    await folder.settle();
    folder.user.remove('Around');

    const end = await folder.settle();

    expect(end).toMatchObject({ kind: 'held', holds: [{ reason: 'leaves-share' }] });
  });

  test('loses a file in it without a question', async () => {
    folder.user.remove('Docs/a.txt');

    await folder.settle();

    expect(folder.server.snapshot()).toEqual({ Docs: undefined, 'b.txt': 'b' });
  });

  test('that its owner takes away goes here into the safety store', async () => {
    folder.server.remove('Docs');

    await folder.settle();

    expect(folder.user.listAll()).toEqual(['b.txt']);
    expect(folder.database.listKept().map(({ originalPath }) => originalPath)).toEqual(['Docs/a.txt']);
  });
});
