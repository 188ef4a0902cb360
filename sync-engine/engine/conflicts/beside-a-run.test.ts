import { expect, test } from 'vitest';
import { actOnConflicts } from '../create-visit.ts';
import type { SyncFolder } from '../sync-folder.ts';
import type { ConflictDesk } from './conflict-desk.ts';
import type { ResolveEnd } from './resolve.ts';
import { conflicting, filesOn, idOf, SECOND, stateOf } from '#sync-engine/testing/builders/conflict-folder.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const { signal } = new AbortController();

function atDesk<Value>(engine: SyncFolder, act: (desk: ConflictDesk) => Promise<Value>): Promise<Value> {
  return actOnConflicts(engine, act, signal);
}

function keep(folder: FakeFolder, which: 'mine' | 'server'): (desk: ConflictDesk) => Promise<ResolveEnd> {
  return (desk) => desk.resolve({ id: idOf(folder), keep: which, newName: undefined, revision: undefined });
}

test('a conflict can be decided while the folder is open, and the decision is synced', async () => {
  const folder = await conflicting();
  const engine = await folder.open();

  const end = await atDesk(engine, keep(folder, 'mine'));
  await folder.settle();

  expect(end.kind).toBe('done');
  expect(filesOn(folder.server)).toEqual({ 'Docs/a.txt': 'mine', 'other.txt': 'other' });
  expect(stateOf(folder)).toBe('resolved');
});

test('a decision does not wait for a long transfer: the run is ended, and what it was sending is sent by the next', async () => {
  const folder = await conflicting();
  const engine = await folder.open();
  folder.user.writeFile('video.mp4', 'long');
  await folder.passTime(10_000);
  const isSending = Promise.withResolvers<void>();
  folder.server.faults.onCall = (call, path) => {
    if (call !== 'upload' || path !== 'video.mp4') return undefined;
    isSending.resolve();
    return new Promise(() => {});
  };
  const running = engine.run({ kind: 'everything' }, signal);
  await isSending.promise;

  const deciding = atDesk(engine, keep(folder, 'server'));
  await folder.passTime(1_000);
  const [run, end] = await Promise.all([running, deciding]);
  folder.server.faults.onCall = () => undefined;
  await folder.settle();

  expect([run.kind, end.kind]).toEqual(['worked', 'done']);
  expect(filesOn(folder.server)).toEqual({ 'Docs/a.txt': 'theirs', 'other.txt': 'other', 'video.mp4': 'long' });
});

test('of two people who decide at once, the second is told that it has been decided', async () => {
  const folder = await conflicting();
  const engine = await folder.open();

  const ends = await Promise.all([atDesk(engine, keep(folder, 'mine')), atDesk(engine, keep(folder, 'server'))]);
  await folder.settle();

  expect(ends).toMatchObject([{ kind: 'done' }, { kind: 'refused', reason: 'conflict-closed' }]);
  expect(filesOn(folder.server)).toEqual({ 'Docs/a.txt': 'mine', 'other.txt': 'other' });
});

test('a decision that fails with an error does not keep the next run from its turn', async () => {
  const folder = await conflicting();
  const engine = await folder.open();

  const act = atDesk(engine, () => Promise.reject(new Error('a fault of the program')));
  await expect(act).rejects.toThrow('a fault of the program');
  const end = await folder.run();

  expect(end.kind).toBe('idle');
  expect(folder.user.readFile(SECOND)).toBe('mine');
});

test('a person decides on the bytes that were shown: that the second version has been sent meanwhile is no change', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('Docs/a.txt', 'base');
  await folder.settle();
  folder.user.writeFile('Docs/a.txt', 'mine');
  folder.server.writeFile('Docs/a.txt', 'theirs');
  await folder.run();
  const engine = await folder.open();
  const [shown] = await atDesk(engine, (desk) => desk.list());
  expect(folder.server.readFile(SECOND)).toBeUndefined();
  await folder.settle();
  expect(folder.server.readFile(SECOND)).toBe('mine');

  const decision = { id: idOf(folder), keep: 'mine', newName: undefined, revision: shown?.revision } as const;
  const end = await atDesk(engine, (desk) => desk.resolve(decision));

  expect([shown?.revision === undefined, end.kind]).toEqual([false, 'done']);
});

test('a folder that is closed in the middle of a decision stays locked until the decision is carried out', async () => {
  const folder = await conflicting();
  const engine = await folder.open();
  const isDeciding = Promise.withResolvers<void>();
  const isInterrupted = Promise.withResolvers<void>();
  const deciding = atDesk(engine, async (desk) => {
    isDeciding.resolve();
    await isInterrupted.promise;
    return keep(folder, 'mine')(desk);
  });
  await isDeciding.promise;

  const restarting = folder.restart();
  await folder.passTime(1_000);
  expect(folder.disk.isLocked).toBe(true);
  isInterrupted.resolve();
  await restarting;
  await folder.settle();

  expect((await deciding).kind).toBe('done');
  expect(filesOn(folder.server)).toEqual({ 'Docs/a.txt': 'mine', 'other.txt': 'other' });
});

test('who decides while another decision is carried out does not wait for the run that comes between', async () => {
  const folder = await conflicting();
  const engine = await folder.open();
  folder.user.writeFile('video.mp4', 'long');
  await folder.passTime(10_000);
  folder.server.faults.onCall = (call, path) =>
    call === 'upload' && path === 'video.mp4' ? new Promise(() => {}) : undefined;
  const isDecided = Promise.withResolvers<void>();
  const first = atDesk(engine, () => isDecided.promise);
  const running = engine.run({ kind: 'everything' }, signal);

  const second = atDesk(engine, keep(folder, 'server'));
  isDecided.resolve();
  await folder.passTime(1_000);

  expect((await Promise.all([first, running, second])).map((end) => end?.kind)).toEqual([undefined, 'worked', 'done']);
});
