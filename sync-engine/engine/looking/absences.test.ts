import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import { toNodeId } from '../../core/model/ids.ts';
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

  expect([...absences.doubt([MOVED, DELETED], false)]).toEqual([MOVED, DELETED]);
  expect(absences.nextDelayMs()).toBe(1_000);
  await clock.advance(600);
  expect([...absences.doubt([DELETED], false)]).toEqual([DELETED]);
  await clock.advance(400);
  expect([...absences.doubt([MOVED, DELETED], false)]).toEqual([MOVED]);
});

test('so it may be where etags come at once: a directory that was not wanted here may hold it by the time it is', () => {
  expect([...absences.doubt([MOVED], true)]).toEqual([MOVED]);
  expect(absences.nextDelayMs()).toBeUndefined();
});

test('elsewhere a listing is believed', () => {
  expect([...absences.doubt([DELETED], false)]).toEqual([]);
  expect(absences.nextDelayMs()).toBeUndefined();
});

test('what we have brought back to the server since is doubted anew when it is missing there once more', async () => {
  absences.expectLateEtags(true);
  absences.doubt([MOVED], false);
  await clock.advance(5_000);
  expect([...absences.doubt([MOVED], false)]).toEqual([]);

  absences.noteBrought((id) => id === MOVED);

  expect([...absences.doubt([MOVED], false)]).toEqual([MOVED]);
});

test('as long as the server hides something, what is missing there may be in it, however long ago it went', async () => {
  absences.expectLateEtags(true);
  absences.doubt([MOVED], false);
  await clock.advance(5_000);

  expect([...absences.doubt([MOVED], true)]).toEqual([MOVED]);
  expect(absences.nextDelayMs()).toBeUndefined();
  expect([...absences.doubt([MOVED], false)]).toEqual([]);
});
