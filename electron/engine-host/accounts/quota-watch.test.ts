import { beforeEach, describe, expect, it } from 'vitest';
import type { Quota } from './quota-watch.ts';
import { QuotaWatch } from './quota-watch.ts';

const MINUTE_MS = 60_000;

let nowMs: number;
let answer: Quota | undefined;
let asked: number;
let told: number;
let watch: QuotaWatch;

beforeEach(() => {
  nowMs = 1_000_000;
  answer = { usedBytes: 1, availableBytes: 9 };
  asked = 0;
  told = 0;
  watch = new QuotaWatch({
    read: () => {
      asked += 1;
      return Promise.resolve(answer);
    },
    onQuota: () => {
      told += 1;
    },
    nowMs: () => nowMs,
  });
});

describe('the room of an account', () => {
  it('is asked for once at first, and again after a quarter of an hour', async () => {
    await watch.lookIfDue('a');
    nowMs += 15 * MINUTE_MS - 1;
    await watch.lookIfDue('a');
    expect(asked).toBe(1);

    nowMs += 1;
    await watch.lookIfDue('a');

    expect([asked, told]).toEqual([2, 1]);
    expect(watch.find('a')).toEqual(answer);
  });

  it('is asked for when something did not fit, once a minute at most', async () => {
    await watch.lookIfDue('a');
    answer = { usedBytes: 10, availableBytes: 0 };
    await watch.lookSoon('a');
    for (let file = 0; file < 100; file += 1) await watch.lookSoon('a');
    expect([asked, told]).toEqual([2, 2]);

    nowMs += MINUTE_MS;
    await watch.lookSoon('a');

    expect(asked).toBe(3);
  });

  it('is not asked for twice at the same time', async () => {
    await Promise.all([watch.lookIfDue('a'), watch.lookSoon('a'), watch.lookIfDue('a')]);

    expect(asked).toBe(1);
  });

  it('stays as it was while the server does not tell', async () => {
    await watch.lookIfDue('a');
    answer = undefined;
    nowMs += 15 * MINUTE_MS;
    await watch.lookIfDue('a');

    expect(watch.find('a')).toEqual({ usedBytes: 1, availableBytes: 9 });
  });

  it('is not that of whoever has signed out meanwhile', async () => {
    const looking = watch.lookIfDue('a');
    watch.forget('a');
    await looking;

    expect([watch.find('a'), told]).toEqual([undefined, 0]);
  });
});
