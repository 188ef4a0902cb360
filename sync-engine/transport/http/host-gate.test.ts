import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import type { Permit, RequestLane } from './host-gate.ts';
import { HostGate } from './host-gate.ts';

const NEVER = new AbortController().signal;
const SECOND_MS = 1_000;

class Visitors {
  readonly clock = new FakeClock();
  readonly gate = new HostGate(this.clock);
  readonly permits: Permit[] = [];

  /** Requests that come and stay. */
  async come(count: number, lane: RequestLane = 'small'): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      void this.gate.enter(lane, NEVER).then((entry) => {
        if (entry.kind === 'permit') this.permits.push(entry.permit);
      });
    }
    await this.clock.advance(0);
  }

  /** The oldest request is answered after a time, and leaves. */
  async answer(status = 207, tookMs = 10, retryAfterMs?: number): Promise<void> {
    await this.clock.advance(tookMs);
    const permit = this.permits.shift();
    permit?.answered({ status, retryAfterMs, timedAs: 'PROPFIND 1' });
    permit?.end();
    await this.clock.advance(0);
  }
}

describe('the width', () => {
  it('lets eight go at once in the beginning, and the next one in when one leaves', async () => {
    const visitors = new Visitors();
    await visitors.come(10);
    const atOnce = visitors.permits.length;
    visitors.permits[0]?.end();
    await visitors.clock.advance(0);

    expect([atOnce, visitors.permits.length]).toEqual([8, 9]);
  });

  it('grows to sixteen and no further while quick answers come and others wait', async () => {
    const visitors = new Visitors();
    await visitors.come(400);
    for (let answers = 0; answers < 300; answers += 1) await visitors.answer();

    expect([visitors.gate.width, visitors.permits.length]).toEqual([16, 16]);
  });

  it('stays as it is while nobody needs more', async () => {
    const visitors = new Visitors();
    for (let answers = 0; answers < 100; answers += 1) {
      await visitors.come(2);
      await visitors.answer();
      await visitors.answer();
    }

    expect(visitors.gate.width).toBe(8);
  });

  it.each([429, 503])('is halved by %i once, whatever other requests of before are answered', async (status) => {
    const visitors = new Visitors();
    await visitors.come(8);
    for (let answers = 0; answers < 8; answers += 1) await visitors.answer(status);

    expect(visitors.gate.width).toBe(4);
  });

  it('goes down to one when the server goes on refusing, and comes back after that', async () => {
    const visitors = new Visitors();
    await visitors.come(300);
    for (let answers = 0; answers < 40; answers += 1) await visitors.answer(503);
    const lowest = visitors.gate.width;
    for (let answers = 0; answers < 100; answers += 1) await visitors.answer();

    expect([lowest, visitors.gate.width > 8]).toEqual([1, true]);
  });

  it('shrinks when answers take many times their best, but never below four for that', async () => {
    const visitors = new Visitors();
    await visitors.come(300);
    await visitors.answer(207, 100);
    for (let answers = 0; answers < 100; answers += 1) await visitors.answer(207, 2 * SECOND_MS);

    expect(visitors.gate.width).toBe(4);
  });

  it('does not take a distant server for a busy one', async () => {
    const visitors = new Visitors();
    for (let answers = 0; answers < 100; answers += 1) {
      await visitors.come(1);
      await visitors.answer(207, 900);
    }

    expect(visitors.gate.width).toBe(8);
  });
});

describe('Retry-After', () => {
  it('of a moment is waited for by everybody', async () => {
    const visitors = new Visitors();
    await visitors.come(1);
    await visitors.answer(429, 10, 2 * SECOND_MS);

    await visitors.come(1);
    await visitors.clock.advance(1.9 * SECOND_MS);
    const before = visitors.permits.length;
    await visitors.clock.advance(0.2 * SECOND_MS);

    expect([before, visitors.permits.length]).toEqual([0, 1]);
  });

  it('of a minute is told to everybody, with what is left of it', async () => {
    const visitors = new Visitors();
    await visitors.come(1);
    await visitors.answer(429, 10, 60 * SECOND_MS);
    await visitors.clock.advance(20 * SECOND_MS);

    expect(await visitors.gate.enter('small', NEVER)).toEqual({ kind: 'closed', delayMs: 40 * SECOND_MS });
  });

  it('is told also to those who wait in line', async () => {
    const visitors = new Visitors();
    await visitors.come(8);
    const inLine = visitors.gate.enter('small', NEVER);
    for (let answers = 0; answers < 8; answers += 1) await visitors.answer(429, 0, 60 * SECOND_MS);

    expect(await inLine).toEqual({ kind: 'closed', delayMs: 60 * SECOND_MS });
  });

  it('beyond all measure closes for ten minutes', async () => {
    const visitors = new Visitors();
    await visitors.come(1);
    await visitors.answer(429, 10, 86_400 * SECOND_MS);
    await visitors.clock.advance(10 * 60 * SECOND_MS);

    expect(await visitors.gate.enter('small', NEVER)).toMatchObject({ kind: 'permit' });
  });

  it('of one storage (503) keeps nobody away from the others', async () => {
    const visitors = new Visitors();
    await visitors.come(1);
    await visitors.answer(503, 10, 60 * SECOND_MS);

    expect(await visitors.gate.enter('small', NEVER)).toMatchObject({ kind: 'permit' });
  });
});

describe('lanes', () => {
  it.each([8, 1])('large bodies never take the last place of small ones (width %i)', async (width) => {
    const visitors = new Visitors();
    while (visitors.gate.width > width) {
      await visitors.come(1);
      await visitors.answer(429);
    }
    await visitors.come(20, 'large');
    const large = visitors.permits.length;
    await visitors.come(20, 'small');

    expect([large, visitors.permits.length - large]).toEqual(width === 8 ? [6, 2] : [2, 1]);
  });

  it('an answer that turns out to be large makes room for a small one', async () => {
    const visitors = new Visitors();
    await visitors.come(9);
    for (const permit of visitors.permits.slice(0, 8)) permit.becomeLarge();
    await visitors.clock.advance(0);

    expect(visitors.permits).toHaveLength(9);
  });
});

it('who gives up in the queue takes no place', async () => {
  const visitors = new Visitors();
  await visitors.come(8);
  const stop = new AbortController();
  const waiting = visitors.gate.enter('small', stop.signal);
  stop.abort();
  for (const permit of visitors.permits) permit.end();
  await visitors.come(9);

  expect([await waiting, visitors.permits.length]).toEqual([{ kind: 'aborted' }, 16]);
});

it('a permit that is ended twice frees one place', async () => {
  const visitors = new Visitors();
  await visitors.come(10);
  visitors.permits[0]?.end();
  visitors.permits[0]?.end();
  await visitors.clock.advance(0);

  expect(visitors.permits).toHaveLength(9);
});
