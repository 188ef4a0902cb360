import { expect, test } from 'vitest';
import type { Hold } from '../model/hold.ts';
import { toNodeId } from '../model/ids.ts';
import type { HoldQuestion } from './hold.ts';
import { judgeHold, UNATTENDED_MS } from './hold.ts';

const ids = (...numbers: readonly number[]) => numbers.map(toNodeId);

const hold: Hold = {
  id: 'a1',
  revision: 2,
  kind: 'removals',
  side: 'remote',
  reason: 'many-at-once',
  firstSeenMs: 500,
  changedMs: 1_000,
  nodes: ids(1, 2, 3),
  fileCount: 3,
  allFiles: 10,
  paths: [],
  isApproved: false,
};

const question: HoldQuestion = {
  stored: hold,
  planned: new Set(ids(1, 2, 3)),
  isUnseen: () => false,
  isTooMuch: true,
  answer: undefined,
  nowMs: 2_000,
  unattendedMs: UNATTENDED_MS,
};

test.each<[title: string, change: Partial<HoldQuestion>, verdict: ReturnType<typeof judgeHold>]>([
  ['little goes', { stored: undefined, isTooMuch: false }, { kind: 'go' }],
  ['much waits', { stored: undefined }, { kind: 'hold', nodes: ids(1, 2, 3), hasGrown: true }],
  ['the same list is the same hold', {}, { kind: 'hold', nodes: ids(1, 2, 3), hasGrown: false }],
  [
    'what joins makes it grow',
    { planned: new Set(ids(4, 1, 2, 3)) },
    { kind: 'hold', nodes: ids(1, 2, 3, 4), hasGrown: true },
  ],
  [
    'a list that became short still waits',
    { planned: new Set(ids(2)), isTooMuch: false },
    { kind: 'hold', nodes: ids(2), hasGrown: false },
  ],
  [
    'what cannot be seen now stays on the list',
    { planned: new Set(ids(2)), isTooMuch: false, isUnseen: (id) => id === 3 },
    { kind: 'hold', nodes: ids(2, 3), hasGrown: false },
  ],
  ['a hold of which nothing is left is over', { planned: new Set(), isTooMuch: false }, { kind: 'go' }],
  [
    'an answer for this list is followed',
    { answer: { name: 'a1-2', decision: 'carry-out' } },
    { kind: 'carry-out', nodes: ids(1, 2, 3), decision: 'carry-out' },
  ],
  [
    'keep restores',
    { answer: { name: 'a1-2', decision: 'keep' } },
    { kind: 'keep', nodes: ids(1, 2, 3), why: 'answered' },
  ],
  [
    'an answer for a longer list is good for what is left of it',
    { answer: { name: 'a1-2', decision: 'carry-out' }, planned: new Set(ids(1)) },
    { kind: 'carry-out', nodes: ids(1), decision: 'carry-out' },
  ],
  [
    'an answer is void when something joined since',
    { answer: { name: 'a1-2', decision: 'carry-out' }, planned: new Set(ids(1, 2, 3, 4)) },
    { kind: 'hold', nodes: ids(1, 2, 3, 4), hasGrown: true },
  ],
  [
    'an answer for an older list is void',
    { answer: { name: 'a1-1', decision: 'carry-out' } },
    { kind: 'hold', nodes: ids(1, 2, 3), hasGrown: false },
  ],
  [
    'an answer for another hold is void',
    { answer: { name: 'b7-2', decision: 'carry-out' } },
    { kind: 'hold', nodes: ids(1, 2, 3), hasGrown: false },
  ],
  [
    'without an answer it is restored when the time is over',
    { nowMs: 1_000 + UNATTENDED_MS },
    { kind: 'keep', nodes: ids(1, 2, 3), why: 'unattended' },
  ],
  ['not a moment before', { nowMs: 999 + UNATTENDED_MS }, { kind: 'hold', nodes: ids(1, 2, 3), hasGrown: false }],
  [
    'what joined a moment ago has its own time',
    { nowMs: 1_000 + UNATTENDED_MS, planned: new Set(ids(1, 4)) },
    { kind: 'hold', nodes: ids(1, 4), hasGrown: true },
  ],
  [
    'a hold without a time-out waits for ever',
    { nowMs: 1_000 + 9 * UNATTENDED_MS, unattendedMs: undefined },
    { kind: 'hold', nodes: ids(1, 2, 3), hasGrown: false },
  ],
])('%s', (_, change, verdict) => {
  expect(judgeHold({ ...question, ...change })).toEqual(verdict);
});
