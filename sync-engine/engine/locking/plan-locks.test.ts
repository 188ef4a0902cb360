import { expect, it } from 'vitest';
import { toFileId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { OwnLock } from '../../sync-database/sync-database.ts';
import type { LockSituation, OpenDocument } from './plan-locks.ts';
import { LAST_UPLOAD_MS, LOCK_MS, planLocks } from './plan-locks.ts';

const MINUTE_MS = 60_000;

const PATH = 'Brief.odt' as RelativePath;

const open: OpenDocument = {
  path: PATH,
  ownerFile: '.~lock.Brief.odt#' as RelativePath,
  closedAtMs: undefined,
  nextAttemptMs: 0,
};
const closed: OpenDocument = { ...open, closedAtMs: 1_000 };

/** Taken at this wall time. */
function heldSince(takenMs: number): OwnLock {
  return { fileId: toFileId('1'), path: PATH, token: 'token', takenAtMs: takenMs, expiresAtMs: takenMs + LOCK_MS };
}

function plan(situation: Partial<LockSituation>): readonly string[] {
  const whole = { documents: [], held: [], isAtRest: false, nowMs: 0, monotonicMs: 1_000, ...situation };
  return planLocks(whole).map(({ kind }) => kind);
}

it.each([
  ['what is open is locked', { documents: [open] }, ['take']],
  ['what is open and locked stays so', { documents: [open], held: [heldSince(0)] }, []],
  ['what could not be locked waits', { documents: [{ ...open, nextAttemptMs: 1_001 }] }, []],
  ['what is closed is not locked', { documents: [closed] }, []],
  ['a lock is refreshed in time', { documents: [open], held: [heldSince(-10 * MINUTE_MS)] }, ['refresh']],
  ['a lock is refreshed when the clock was set back', { documents: [open], held: [heldSince(MINUTE_MS)] }, ['refresh']],
  ['a lock on what nobody has open goes', { held: [heldSince(0)] }, ['let-go']],
  [
    'what is closed and on the server is let go of',
    { documents: [closed], held: [heldSince(0)], isAtRest: true },
    ['let-go'],
  ],
  ['what is closed is held for its last upload', { documents: [closed], held: [heldSince(0)] }, []],
  [
    'what is closed is not held for ever',
    { documents: [closed], held: [heldSince(0)], monotonicMs: 1_000 + LAST_UPLOAD_MS },
    ['let-go'],
  ],
  [
    'what is closed and could not be let go of waits, and is not refreshed',
    { documents: [{ ...closed, nextAttemptMs: 1_001 }], held: [heldSince(-10 * MINUTE_MS)], isAtRest: true },
    [],
  ],
] as const)('%s', (_what, situation, expected) => {
  expect(plan(situation)).toEqual(expected);
});
