import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../clock/fake-clock.ts';
import { toNodeId } from '../core/model/ids.ts';
import { Absences } from './absences.ts';

const [MOVED, DELETED] = [toNodeId(1), toNodeId(2)];

let clock: FakeClock;
let absences: Absences;

beforeEach(() => {
  clock = new FakeClock();
  absences = new Absences(clock);
});

test('where etags come late, what the server does not show is doubted for a second', async () => {
  absences.expectLateEtags(true);

  expect([...absences.doubt([MOVED, DELETED])]).toEqual([MOVED, DELETED]);
  expect(absences.nextDelayMs()).toBe(1_000);
  await clock.advance(600);
  expect([...absences.doubt([DELETED])]).toEqual([DELETED]);
  await clock.advance(400);
  expect([...absences.doubt([MOVED, DELETED])]).toEqual([MOVED]);
});

test('elsewhere a listing is believed', () => {
  expect([...absences.doubt([DELETED])]).toEqual([]);
  expect(absences.nextDelayMs()).toBeUndefined();
});

test('what we have brought back to the server since is doubted anew when it is missing there once more', async () => {
  absences.expectLateEtags(true);
  absences.doubt([MOVED]);
  await clock.advance(5_000);
  expect([...absences.doubt([MOVED])]).toEqual([]);

  absences.noteBrought((id) => id === MOVED);

  expect([...absences.doubt([MOVED])]).toEqual([MOVED]);
});
