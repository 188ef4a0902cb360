import { beforeEach, describe, expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { FakeCall } from '../../transport/fake-remote-faults.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { OwnLocks } from './own-locks.ts';
import { LOCK_MS } from './plan-locks.ts';

const MINUTE_MS = 60_000;
const NEVER = new AbortController().signal;
const NAMES = ['a.odt', 'b.odt', 'c.odt'].map((name) => name as RelativePath);

let folder: FakeFolder;
let locks: OwnLocks;

beforeEach(async () => {
  folder = new FakeFolder();
  for (const name of NAMES) folder.user.writeFile(name, 'one');
  await folder.settle();
  const { transport, database, clock } = folder;
  locks = new OwnLocks({ transport, database, clock });
  for (const name of NAMES) await locks.take(name, NEVER);
});

const count = (call: FakeCall): number => folder.transport.calls.filter((made) => made.startsWith(`${call} `)).length;

function refuseSignIn(): void {
  folder.server.faults.add({ kind: 'fail', code: 'sign-in-refused' });
}

describe('a server that takes the sign-in no more', () => {
  it('is not asked about each lock, because that counts against the account', async () => {
    refuseSignIn();
    for (const lock of locks.held) await locks.refresh(lock, NEVER);
    await locks.take('d.odt' as RelativePath, NEVER);
    await locks.letGoOfAll();

    expect(count('refresh-lock') + count('unlock')).toBe(1);
    expect(count('lock')).toBe(NAMES.length);
  });

  it('is asked about one lock alone when all shall go', async () => {
    refuseSignIn();
    await locks.letGoOfAll();

    expect(count('unlock')).toBe(1);
  });

  it('takes no token from us: who signs in again writes past the own lock, and lets go of it', async () => {
    refuseSignIn();
    for (const lock of locks.held) await locks.refresh(lock, NEVER);
    folder.server.faults.clear();
    expect(locks.held).toHaveLength(NAMES.length);

    await folder.clock.advance(MINUTE_MS);
    await locks.letGoOfAll();

    expect(locks.held).toEqual([]);
    expect(NAMES.map((name) => folder.server.getNode(name).lock)).toEqual([undefined, undefined, undefined]);
  });

  it('has let go of all by itself when their time is over', async () => {
    refuseSignIn();
    await folder.clock.advance(LOCK_MS);
    await locks.letGoOfAll();

    expect(locks.held).toEqual([]);
  });
});
