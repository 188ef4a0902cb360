import { describe, expect, it } from 'vitest';
import type { Measurement, Row } from './measurement.ts';
import {
  atRest,
  fasterThanPeers,
  linearTime,
  shareOfLimit,
  withinLimitTimes,
  withinMemory,
  withinTime,
} from './targets.ts';

function row(program: string, timeMs: number, more: Partial<Measurement> = {}): Row {
  return { program, rounds: [{ timeMs, cpuMs: 1, peakMemoryBytes: 1_000_000, requests: 0, bytes: 0, ...more }] };
}

const STOPPED: Row = { program: 'bayernbox', rounds: [], failure: 'stopped after 120 s' };
const OURS = row('bayernbox', 100);

describe('a target', () => {
  it.each([
    ['the fastest of several peers', [OURS, row('slow', 900), row('fast', 210)], true, '2.1 × (fast)'],
    ['a peer that is too fast', [OURS, row('fast', 190)], false, '1.9 × (fast)'],
    ['the limit, which is no peer', [OURS, row('fast', 210), row('limit (curl)', 10)], true, '2.1 × (fast)'],
    ['a peer that was stopped', [OURS, { ...STOPPED, program: 'slow' }, row('fast', 210)], true, '2.1 × (fast)'],
  ])('against peers looks at %s', (_, rows, ...[isMet, measured]) => {
    expect(fasterThanPeers('', 2).judge({ rows })).toEqual({ isMet, measured });
  });

  it('against the barest means looks at the share of their rate, and at how often their time fits', () => {
    const rows = [OURS, row('limit (curl)', 61)];

    expect(shareOfLimit('', 0.6).judge({ rows })).toEqual({ isMet: true, measured: '61 %' });
    expect(shareOfLimit('', 0.9).judge({ rows })).toEqual({ isMet: false, measured: '61 %' });
    expect(withinLimitTimes('', 2).judge({ rows })).toEqual({ isMet: true, measured: '1.6 ×' });
    expect(withinLimitTimes('', 1.5).judge({ rows })).toEqual({ isMet: false, measured: '1.6 ×' });
  });

  it('of time looks at the slowest of its rows', () => {
    const rows = [row('a', 100), row('b', 1_500)];

    expect(withinTime('', 1_000, ['a']).judge({ rows })).toEqual({ isMet: true, measured: '100 ms' });
    expect(withinTime('', 1_000, ['a', 'b']).judge({ rows })).toEqual({ isMet: false, measured: '1.50 s (b)' });
  });

  it('of memory looks at its row', () => {
    const rows = [row('a', 1, { peakMemoryBytes: 151_000_000 })];

    expect(withinMemory('', 150, 'a').judge({ rows })).toEqual({ isMet: false, measured: '151 MB' });
    expect(withinMemory('', 151, 'a').judge({ rows })).toEqual({ isMet: true, measured: '151 MB' });
  });

  it('of rest wants little CPU and no request', () => {
    const judge = (cpuMs: number, requests: number) =>
      atRest('', 0.005).judge({ rows: [row('bayernbox', 10_000, { cpuMs, requests })] })?.isMet;

    expect([judge(40, 0), judge(50, 0), judge(40, 1)]).toEqual([true, false, false]);
  });

  it('of linear time wants no step to take longer than it has entries', () => {
    const judge = (...times: number[]) =>
      linearTime('', [10, 100, 1_000], 1.2).judge({ rows: times.map((timeMs) => row(`${timeMs}`, timeMs)) });

    expect(judge(1, 12, 120)).toEqual({ isMet: true, measured: '12 × for 10 ×, 10 × for 10 ×' });
    expect(judge(1, 12, 150)?.isMet).toBe(false);
    expect(judge(1, 12)).toBeUndefined();
  });

  it('is missed when ours did not come to its end', () => {
    const missed = { isMet: false, measured: 'stopped after 120 s' };
    const rows = [STOPPED, row('fast', 100)];

    expect(fasterThanPeers('', 2).judge({ rows })).toEqual(missed);
    expect(withinTime('', 1).judge({ rows })).toEqual(missed);
    expect(withinMemory('', 1).judge({ rows })).toEqual(missed);
    expect(linearTime('', [1, 2], 1).judge({ rows })).toMatchObject({ isMet: false });
  });

  it.each([fasterThanPeers('', 2), shareOfLimit('', 1), withinTime('', 1, ['a']), withinMemory('', 1, 'a')])(
    'says nothing when what it needs was not measured',
    (target) => {
      expect(target.judge({ rows: [OURS] })).toBeUndefined();
    },
  );
});
