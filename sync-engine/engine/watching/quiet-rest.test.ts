import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { HintBox } from './hint-box.ts';
import { QuietRest } from './quiet-rest.ts';

const MINUTE_MS = 60_000;
const IDLE = { kind: 'idle', problems: [] } as const;
const UNREACHABLE = {
  ok: false,
  error: { code: 'server-unreachable', scope: 'account', retry: { kind: 'after', delayMs: 1 }, detail: '' },
} as const;

let clock: FakeClock;
let hints: HintBox;
let version: Result<string>;
let questions: number;
let missedEvents: number;

beforeEach(() => {
  clock = new FakeClock();
  hints = new HintBox(clock, () => {});
  hints.take();
  version = { ok: true, value: 'v1' };
  questions = 0;
  missedEvents = 0;
});

function createRest(hasPush = false): QuietRest {
  return new QuietRest({
    hints,
    transport: {
      readRootVersion: () => {
        questions += 1;
        return Promise.resolve(version);
      },
    },
    clock,
    hasPush,
    pollMs: 30_000,
    random: () => 0.5,
    onMissedEvent: () => (missedEvents += 1),
    signal: new AbortController().signal,
  });
}

/** One poll and the run after it, so that the version of now is settled. */
async function settle(rest: QuietRest): Promise<void> {
  const waiting = rest.wait(IDLE, Infinity);
  await clock.advance(2 * MINUTE_MS);
  await waiting;
  rest.note(IDLE);
  questions = 0;
}

/** Whether the rest ends within the time. */
async function endsWithin(rest: QuietRest, ms: number, nextFullScanMs = Infinity): Promise<boolean> {
  let isOver = false;
  void rest.wait(IDLE, nextFullScanMs).then(() => (isOver = true));
  await clock.advance(ms);
  return isOver;
}

test('as long as the server shows the same version of the root, it is asked that and nothing else', async () => {
  const rest = createRest();
  await settle(rest);

  expect(await endsWithin(rest, 10 * MINUTE_MS)).toBe(false);
  expect(questions).toBeGreaterThan(15);
  expect(questions).toBeLessThan(25);
});

test('over a night that is one small question every two minutes', async () => {
  const rest = createRest();
  await settle(rest);
  await endsWithin(rest, 240 * MINUTE_MS);
  questions = 0;
  await clock.advance(60 * MINUTE_MS);

  expect(questions).toBe(30);
});

test('another version ends the rest', async () => {
  const rest = createRest();
  await settle(rest);
  version = { ok: true, value: 'v2' };

  expect(await endsWithin(rest, MINUTE_MS)).toBe(true);
});

test('a run that did something settles nothing: the next question leads to a look', async () => {
  const rest = createRest();
  await settle(rest);
  rest.note({ kind: 'worked' });
  rest.note(IDLE);

  expect(await endsWithin(rest, MINUTE_MS)).toBe(true);
});

test('a question without an answer ends the rest, so that the run tells why', async () => {
  const rest = createRest();
  await settle(rest);
  version = UNREACHABLE;

  expect(await endsWithin(rest, MINUTE_MS)).toBe(true);
});

test('a hint ends the rest without a question', async () => {
  const rest = createRest();
  await settle(rest);
  const ends = endsWithin(rest, 1_000);
  hints.addRemote();

  expect([await ends, questions]).toEqual([true, 0]);
});

test('when all is due to be read again, that is not put off', async () => {
  const rest = createRest();
  await settle(rest);

  expect(await endsWithin(rest, MINUTE_MS, clock.monotonicMs() + 10_000)).toBe(true);
});

test('a change of which the stream of events has not told opens it anew', async () => {
  const rest = createRest(true);
  await settle(rest);
  version = { ok: true, value: 'v2' };
  await endsWithin(rest, 2 * MINUTE_MS);

  expect(missedEvents).toBe(1);
});
