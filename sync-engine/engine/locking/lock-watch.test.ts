import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeWatcher } from '../../watcher/fake-watcher.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { watchLoop } from '../watching/watch-loop.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

let folder: FakeFolder;
let stop: AbortController;
let loop: Promise<void>;

/** An edit that waits for the lock of a colleague, at a server that does not tell when it is gone. */
beforeEach(async () => {
  folder = new FakeFolder();
  folder.user.writeFile('Brief.odt', 'one');
  await folder.settle();
  folder.server.lock('Brief.odt', 'Bernd');
  folder.user.writeFile('Brief.odt', 'my two');
  stop = new AbortController();
  loop = watchLoop({
    folder: await folder.open(),
    watcher: new FakeWatcher(),
    transport: folder.transport,
    clock: folder.clock,
    hasPush: false,
    pollMs: 30 * SECOND_MS,
    random: () => 0.5,
    readNetwork: () => '',
    onEnd: () => {},
    signal: stop.signal,
  });
});

afterEach(async () => {
  stop.abort();
  await folder.passTime(5 * SECOND_MS);
  await loop;
});

const count = (call: string): number => folder.transport.calls.filter((made) => made.startsWith(`${call} `)).length;

it('what waits for a lock goes up within half a minute after it is gone, however long it has waited', async () => {
  await folder.passTime(20 * MINUTE_MS);
  folder.server.unlock('Brief.odt');
  await folder.passTime(30 * SECOND_MS);

  expect(folder.server.readFile('Brief.odt')).toBe('my two');
});

it('its bytes are not sent again and again meanwhile', async () => {
  const before = count('upload');
  await folder.passTime(20 * MINUTE_MS);

  expect([count('upload') - before, folder.server.readFile('Brief.odt')]).toEqual([5, 'one']);
});

it('nobody asks about locks where nothing waits for one', async () => {
  folder.server.unlock('Brief.odt');
  await folder.passTime(5 * MINUTE_MS);
  const before = count('read-lock');
  await folder.passTime(60 * MINUTE_MS);

  expect([count('read-lock') - before, folder.state.kind]).toEqual([0, 'in-sync']);
});

it('nobody asks about locks while the folder is stopped: what the server refuses counts against the account', async () => {
  await folder.passTime(20 * MINUTE_MS);
  folder.server.faults.add({ kind: 'fail', code: 'sign-in-refused' });
  await folder.passTime(MINUTE_MS);
  const before = count('read-lock');
  await folder.passTime(5 * MINUTE_MS);

  expect([count('read-lock') - before, folder.state.kind]).toEqual([0, 'stopped']);
});

it('one that nobody can be asked about keeps no other from going up', async () => {
  folder.user.writeFile('Zettel.odt', 'my three');
  await folder.passTime(20 * MINUTE_MS);
  folder.server.lock('Zettel.odt', 'Bernd');
  folder.user.writeFile('Zettel.odt', 'my four');
  await folder.passTime(30 * MINUTE_MS);
  const path = 'Brief.odt' as RelativePath;
  folder.server.faults.add({ kind: 'fail', call: 'read-lock', path, code: 'no-permission' });
  folder.server.unlock('Zettel.odt');
  await folder.passTime(30 * SECOND_MS);

  expect(folder.server.readFile('Zettel.odt')).toBe('my four');
});

it('what is to move waits for its lock, too, and is not tried again and again meanwhile', async () => {
  folder.user.writeFile('Akte.odt', 'one');
  await folder.passTime(20 * MINUTE_MS);
  folder.server.lock('Akte.odt', 'Bernd');
  folder.user.rename('Akte.odt', 'Ablage.odt');
  await folder.passTime(15 * MINUTE_MS);
  const before = count('move');
  await folder.passTime(60 * MINUTE_MS);
  const tried = count('move') - before;
  folder.server.unlock('Akte.odt');
  await folder.passTime(30 * SECOND_MS);

  expect([tried, Object.keys(folder.server.snapshot())]).toEqual([6, ['Ablage.odt', 'Brief.odt']]);
});

it('of many that wait for locks each has its turn: the last one goes up, too', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `Vermerk ${10 + index}.odt`);
  for (const name of names) folder.server.writeFile(name, 'one');
  await folder.passTime(2 * MINUTE_MS);
  for (const name of names) folder.server.lock(name, 'Bernd');
  for (const name of names) folder.user.writeFile(name, `my ${name}`);
  await folder.passTime(20 * MINUTE_MS);

  folder.server.unlock('Vermerk 39.odt');
  await folder.passTime(MINUTE_MS);

  expect(folder.server.readFile('Vermerk 39.odt')).toBe('my Vermerk 39.odt');
});
