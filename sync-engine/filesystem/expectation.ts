import { isSameStamp } from '../core/model/observation.ts';
import type { Refusal } from '../core/model/sync-error.ts';
import type { FileCalls } from './file-calls.ts';
import type { LocalEntry, LocalExpectation } from './filesystem.ts';
import { toLocalEntry } from './local-stamp.ts';

/** Looks at the place and says why the act must not happen; undefined when all is as expected. Throws errno errors. */
export function findRefusal(calls: FileCalls, absolutePath: string, expect: LocalExpectation): Refusal | undefined {
  const stats = calls.lstat(absolutePath);
  return compareExpectation(stats === undefined ? undefined : toLocalEntry('', stats), expect);
}

/** Why an act that expects `expect` must not happen when `present` is there. */
export function compareExpectation(present: LocalEntry | undefined, expect: LocalExpectation): Refusal | undefined {
  if (expect.kind === 'absent') return present === undefined ? undefined : 'exists';
  if (present === undefined) return 'missing';
  if (present.kind !== expect.nodeKind) return 'changed-meanwhile';
  return isSameStamp(expect.nodeKind, present.stamp, expect.stamp) ? undefined : 'changed-meanwhile';
}
