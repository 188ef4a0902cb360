import { describe, expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { createError } from '../../transport/http/status-outcome.ts';
import type { Transport } from '../../transport/transport.ts';

type ReadOrigin = NonNullable<Transport['readOrigin']>;

/** More than are asked about at once. */
const COUNT = 12;

const BERND = { ok: true, value: { person: 'Bernd', receivedAgoMs: undefined } } as const;
const SILENCE = { ok: false, error: createError('server-unreachable', 'no answer') } as const;

/** A folder with conflicts whose server tells, or does not, how they came to be; and how often it was asked. */
async function conflictingWith(answer: (folder: FakeFolder) => ReadOrigin) {
  const folder = new FakeFolder();
  const paths = Array.from({ length: COUNT }, (_, index) => `Docs/${index}.bin`);
  for (const path of paths) folder.user.writeFile(path, 'base');
  await folder.settle();
  const asked: string[] = [];
  const readOrigin: ReadOrigin = (fileId, signal) => {
    asked.push(fileId);
    return answer(folder)(fileId, signal);
  };
  Object.assign(folder.transport, { readOrigin });
  for (const path of paths) {
    folder.user.writeFile(path, 'mine');
    folder.server.writeFile(path, 'theirs');
  }
  const end = await folder.settle();
  return { folder, end, asked };
}

const untilAborted: ReadOrigin = (_, signal) =>
  new Promise((resolve) => {
    const end = (): void => resolve({ ok: false, error: createError('cancelled', 'aborted') });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });

const authorsIn = ({ database }: FakeFolder) => database.listConflicts().map(({ serverAuthor }) => serverAuthor);

describe('who wrote the other version', () => {
  test('is asked once for each conflict', async () => {
    const { folder, asked } = await conflictingWith(() => () => Promise.resolve(BERND));
    folder.user.writeFile('other.txt', 'news');
    await folder.settle();

    expect(asked).toHaveLength(COUNT);
    expect(authorsIn(folder)).toEqual(Array.from({ length: COUNT }, () => 'Bernd'));
  });

  test('a server that does not answer is not asked for the others', async () => {
    const { folder, end, asked } = await conflictingWith(() => () => Promise.resolve(SILENCE));
    folder.user.writeFile('other.txt', 'news');
    await folder.settle();

    expect(end.kind).toBe('idle');
    expect(asked).toHaveLength(8);
  });

  test('is asked again once the server has been left alone for a while', async () => {
    let answer: Awaited<ReturnType<ReadOrigin>> = SILENCE;
    const { folder } = await conflictingWith(() => () => Promise.resolve(answer));
    answer = BERND;
    await folder.passTime(11 * 60_000);
    folder.user.writeFile('other.txt', 'news');
    await folder.settle();

    expect(authorsIn(folder)).toEqual(Array.from({ length: COUNT }, () => 'Bernd'));
  });

  test('keeps the folder from being synced for some seconds only when no answer comes', async () => {
    let isWaiting = false;
    const { end, asked } = await conflictingWith((folder) => (fileId, signal) => {
      if (!isWaiting) void folder.clock.advance(10_000);
      isWaiting = true;
      return untilAborted(fileId, signal);
    });

    expect(end.kind).toBe('idle');
    expect(asked).toHaveLength(8);
  });

  test('what was interrupted is asked in the next run', async () => {
    let isInterrupted = false;
    const { folder } = await conflictingWith((of) => (fileId, signal) => {
      if (isInterrupted) return signal.aborted ? untilAborted(fileId, signal) : Promise.resolve(BERND);
      isInterrupted = true;
      void of.open().then((open) => open.interrupt());
      return untilAborted(fileId, signal);
    });

    expect(authorsIn(folder)).toEqual(Array.from({ length: COUNT }, () => 'Bernd'));
  });
});
