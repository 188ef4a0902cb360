import { describe, expect, it } from 'vitest';
import { EventLoopShare } from './event-loop-share.ts';

/** A clock that moves only when a job says how long it took. */
class JobClock {
  timeMs = 1_000;
  nowMs = (): number => this.timeMs;
  monotonicMs = (): number => this.timeMs;
  delay = (): Promise<void> => Promise.resolve();
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('EventLoopShare', () => {
  it('lets other work in after a turn, however many jobs wait', async () => {
    const clock = new JobClock();
    const share = new EventLoopShare(clock);
    const done: number[] = [];
    const jobs = Array.from({ length: 10 }, (_, index) =>
      share.run(() => {
        clock.timeMs += 5;
        done.push(index);
      }),
    );

    await nextTurn();
    expect(done).toEqual([0, 1, 2]);

    await Promise.all(jobs);
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('runs a job at once while the turn lasts', async () => {
    const share = new EventLoopShare(new JobClock());
    await share.run(() => {});
    let hasRun = false;

    void share.run(() => (hasRun = true));

    expect(hasRun).toBe(true);
  });

  it('rejects with what a job throws and goes on with the others', async () => {
    const share = new EventLoopShare(new JobClock());
    const failing = share.run(() => {
      throw new Error('broken');
    });

    await expect(failing).rejects.toThrow('broken');
    expect(await share.run(() => 'next')).toBe('next');
  });
});
