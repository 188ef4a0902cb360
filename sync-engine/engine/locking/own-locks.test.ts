import { beforeEach, expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeServer } from '../../transport/fake-server.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { OwnLocks } from './own-locks.ts';
import { LOCK_MS } from './plan-locks.ts';

const MINUTE_MS = 60_000;
const DOCUMENT = 'Brief.odt' as RelativePath;
const NEVER = new AbortController().signal;

let folder: FakeFolder;
let locks: OwnLocks;

/** A document of which nobody knows whether it is locked for us. */
beforeEach(async () => {
  folder = new FakeFolder({ server: new FakeServer(() => folder.clock.nowMs()) });
  folder.server.writeFile(DOCUMENT, 'one');
  locks = new OwnLocks(folder);
});

async function doubt(kind: 'unknown-after-effect' | 'unknown-before-effect'): Promise<void> {
  folder.server.faults.add({ kind, call: 'lock', times: 1 });
  expect((await locks.take(DOCUMENT, NEVER)).kind).toBe('unknown');
}

it('a lock of which nobody heard is ours once the server tells of it', async () => {
  await doubt('unknown-after-effect');
  await folder.passTime(5 * MINUTE_MS);
  await locks.settleDoubts(NEVER);

  expect([locks.held.length, locks.hasDoubts]).toEqual([1, false]);
});

it.each([LOCK_MS, 2 * MINUTE_MS, Infinity])(
  'what another program of this person, or somebody of this name, has locked meanwhile is not ours (for %i ms)',
  async (timeoutMs) => {
    await doubt('unknown-before-effect');
    await folder.passTime(5 * MINUTE_MS);
    folder.server.lock(DOCUMENT, 'Anna', timeoutMs);
    await locks.settleDoubts(NEVER);

    expect([locks.held.length, locks.hasDoubts]).toEqual([0, false]);
  },
);
