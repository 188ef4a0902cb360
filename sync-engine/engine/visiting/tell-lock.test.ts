import { beforeEach, describe, expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { tellLock } from './tell-lock.ts';
import type { LockAtPath } from './tell-lock.ts';
import type { Why } from './why.ts';

const NEVER = new AbortController().signal;
const PATH = 'Brief.odt' as RelativePath;

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder();
  folder.user.writeFile(PATH, 'one');
  await folder.settle();
});

async function tell(code: Why['code'] = 'in-sync'): Promise<LockAtPath | undefined> {
  const { database, transport: server, clock } = folder;
  const why: Why = { path: PATH, code, reason: undefined };
  const ownLocks = database.listOwnLocks();
  return (await tellLock(why, { ownLocks, server, nowMs: clock.nowMs(), signal: NEVER })).lock;
}

const questions = (): number => folder.transport.calls.filter((call) => call.startsWith('read-lock ')).length;

/** This program has locked it; the time of the lock is over after so long. */
function lockHere(lifeMs: number): void {
  const { token } = folder.server.lock(PATH, 'Anna');
  const { fileId } = folder.server.getEntry(PATH);
  const takenAtMs = folder.clock.nowMs();
  folder.database.replaceOwnLocks([{ fileId, path: PATH, token, takenAtMs, expiresAtMs: takenAtMs + lifeMs }]);
}

describe('the answer about a file', () => {
  it('says since when it is locked because it is open here, and asks nobody', async () => {
    lockHere(60_000);

    expect([await tell(), questions()]).toEqual([{ kind: 'own', sinceMs: folder.clock.nowMs() }, 0]);
  });

  it('does not call a lock ours whose time is over', async () => {
    lockHere(60_000);
    folder.server.unlock(PATH);
    await folder.passTime(60_000);

    expect(await tell()).toBeUndefined();
  });

  it('says who else has locked it, although no change of ours waits', async () => {
    folder.server.lock(PATH, 'Bernd');

    expect(await tell()).toEqual({ kind: 'other', holder: { name: 'Bernd' } });
  });

  it('says that the same person has locked it from somewhere else', async () => {
    folder.server.lock(PATH, 'Anna');

    expect(await tell()).toEqual({ kind: 'own-elsewhere' });
  });

  it('stays as it is when the server does not answer', async () => {
    folder.server.lock(PATH, 'Bernd');
    folder.server.faults.add({ kind: 'fail', call: 'read-lock' });

    expect(await tell()).toBeUndefined();
  });

  it.each(['excluded', 'not-there', 'deselected'] as const)('asks nothing of the server: %s', async (code) => {
    folder.server.lock(PATH, 'Bernd');

    expect([await tell(code), questions()]).toEqual([undefined, 0]);
  });
});
