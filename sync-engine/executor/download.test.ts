import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { DISK_RESERVE_BYTES } from '#sync-engine/core/model/disk-reserve.ts';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { createError } from '#sync-engine/transport/http/status-outcome.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** A folder that fetched a file, but could not put it in its place. */
async function fetchedOnly(content: string): Promise<FakeFolder> {
  const folder = new FakeFolder();
  folder.server.writeFile('Film.bin', content);
  folder.filesystem.faults.add({ act: 'place', path: 'Film.bin' as RelativePath, errno: 'EBUSY', times: 1 });
  await folder.run();
  await folder.restart();
  await folder.passTime(60_000);
  return folder;
}

test('a download that was complete but not in its place is not fetched again', async () => {
  const folder = await fetchedOnly('long film');

  await folder.settle();

  expect(folder.user.readFile('Film.bin')).toBe('long film');
  expect(folder.transport.calls.filter((call) => call.startsWith('download'))).toEqual([]);
});

test('bytes that went bad while they waited for their place are fetched again', async () => {
  const folder = await fetchedOnly('long film');
  for (const staged of folder.disk.staging.values()) staged.bytes = Buffer.from('long FILM');

  await folder.settle();

  expect(folder.user.readFile('Film.bin')).toBe('long film');
});

test('while the disk does not tell its space, a large file waits and everything else comes', async () => {
  const folder = new FakeFolder();
  const film = 'x'.repeat(1_100_000);
  folder.server.writeFile('Film.bin', film);
  folder.server.writeFile('Notiz.txt', 'short');
  folder.filesystem.faults.add({ act: 'read-space', path: ROOT_PATH, errno: 'EIO', times: 3 });

  await folder.run();

  expect([folder.user.readFile('Film.bin'), folder.user.readFile('Notiz.txt')]).toEqual([undefined, 'short']);
  expect((await folder.why('Film.bin'))?.code).toBe('local-io-error');

  await folder.passTime(600_000);
  await folder.settle();

  expect(folder.user.readFile('Film.bin')).toBe(film);
});

test('a download that cannot go on where it stopped begins anew', async () => {
  const folder = new FakeFolder();
  const film = 'x'.repeat(200_000);
  folder.server.writeFile('Film.bin', film);
  folder.server.faults.add({ kind: 'truncate', call: 'download', afterBytes: 131_072, times: 1 });
  const { transport } = folder;
  const whole = transport.download.bind(transport);
  transport.download = (request) =>
    request.startByte === 0
      ? whole(request)
      : Promise.resolve({ kind: 'failed', error: createError('unexpected-answer', 'GET 206: no range') });

  for (let attempt = 0; attempt < 3; attempt += 1) {
    await folder.settle();
    await folder.passTime(600_000);
  }

  expect(folder.user.readFile('Film.bin')).toBe(film);
});

test('bytes that end too early, as if that were all, are not taken for the file where no checksum tells', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('Notiz.txt', 'a long note');
  folder.server.getNode('Notiz.txt').checksumText = '';
  const { transport } = folder;
  const honest = transport.download.bind(transport);
  transport.download = async (request) => {
    transport.download = honest;
    const answer = await honest(request);
    return answer.kind === 'done'
      ? { kind: 'done', value: { ...answer.value, body: Readable.from([Buffer.from('a long')]) } }
      : answer;
  };

  await folder.run();

  expect(folder.user.readFile('Notiz.txt')).toBeUndefined();
  expect((await folder.why('Notiz.txt'))?.code).toBe('incomplete-transfer');
  await folder.passTime(60_000);
  await folder.settle();
  expect(folder.user.readFile('Notiz.txt')).toBe('a long note');
});

test('a file that turns out larger than it was listed does not fill the disk', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('Notiz.txt', 'short');
  const { transport } = folder;
  const honest = transport.download.bind(transport);
  let pieces = 0;
  const body = Readable.from(
    (function* send() {
      // Enough to see it, little enough to end.
      for (; pieces < 100; pieces += 1) yield Buffer.alloc(65_536);
    })(),
  );
  transport.download = async (request) => {
    const answer = await honest(request);
    return answer.kind === 'done'
      ? { kind: 'done', value: { ...answer.value, sizeBytes: Number.MAX_SAFE_INTEGER, body } }
      : answer;
  };

  await folder.run();

  expect((await folder.why('Notiz.txt'))?.code).toBe('disk-full');
  expect(pieces).toBe(0);
});

test('a file that could not be replaced after all is not listed as kept', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('Notiz.txt', 'one');
  await folder.settle();
  folder.server.writeFile('Notiz.txt', 'two');
  folder.filesystem.faults.add({ act: 'place', path: 'Notiz.txt' as RelativePath, errno: 'EBUSY', times: 1 });

  await folder.run();

  expect(folder.user.readFile('Notiz.txt')).toBe('one');
  expect(folder.database.listKept()).toEqual([]);
});

test('half a file does not take the last room of a full disk', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('Film.bin', 'x'.repeat(300_000));
  // Others fill the disk while the file comes.
  folder.server.faults.onCall = (call) => {
    if (call === 'download') folder.disk.freeBytes = () => 100_000 - countStaged(folder);
  };

  await folder.run();

  expect((await folder.why('Film.bin'))?.code).toBe('disk-full');
  expect(countStaged(folder)).toBe(0);
});

test('a file that is here but for its place, or but for its end, needs no room for what is here', async () => {
  const film = 'x'.repeat(3_000_000);
  const placeless = await fetchedOnly(film);
  placeless.disk.freeBytes = () => DISK_RESERVE_BYTES;
  const half = new FakeFolder();
  half.server.writeFile('Film.bin', film);
  half.server.faults.add({ kind: 'truncate', call: 'download', afterBytes: 2_000_000, times: 1 });
  half.server.faults.add({ kind: 'fail', call: 'download', times: 1 });
  await half.run();
  half.disk.freeBytes = () => DISK_RESERVE_BYTES + 1_000_000;
  const staged = countStaged(half);

  for (const folder of [placeless, half]) {
    await folder.passTime(600_000);
    await folder.settle();
  }

  expect(staged).toBe(2_000_000);
  expect([placeless, half].map(({ user }) => user.readFile('Film.bin'))).toEqual([film, film]);
});

function countStaged({ disk }: FakeFolder): number {
  return [...disk.staging.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
}
