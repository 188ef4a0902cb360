import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProgressWriter, createRateMeter, formatBytes, renderProgress } from './progress-bar.ts';

const STATE = { filesDone: 1_234, filesTotal: 5_000, bytesDone: 1_572_864, bytesTotal: 3_145_728 };

describe('renderProgress', () => {
  it('shows bar, files, bytes, rate and time left in German', () => {
    expect(renderProgress({ ...STATE, bytesPerSecond: 1_048_576, columns: 120, language: 'de' })).toBe(
      '[##########----------]  50 %  1.234/5.000 Dateien  1,5 MiB/3,0 MiB  1,0 MiB/s  noch 0:00:02',
    );
  });

  it('shows the numbers of English', () => {
    expect(renderProgress({ ...STATE, bytesPerSecond: 0, columns: 120, language: 'en' })).toBe(
      '[##########----------]  50 %  1,234/5,000 files  1.5 MiB/3.0 MiB  0 B/s',
    );
  });

  it('leaves out what does not fit', () => {
    const lines = [50, 30].map((columns) => renderProgress({ ...STATE, bytesPerSecond: 9, columns, language: 'en' }));

    expect(lines).toEqual(['[##########----------]  50 %  1,234/5,000 files', '1,234/5,000 files']);
  });

  it('never needs more than its columns', () => {
    const any = fc.record({
      filesDone: fc.nat(),
      filesTotal: fc.nat(),
      bytesDone: fc.maxSafeNat(),
      bytesTotal: fc.maxSafeNat(),
      bytesPerSecond: fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined }),
      columns: fc.integer({ min: 0, max: 200 }),
      language: fc.constantFrom('de', 'en'),
    });
    fc.assert(
      fc.property(any, (view) => {
        expect(renderProgress(view).length).toBeLessThanOrEqual(view.columns);
      }),
    );
  });
});

it('counts bytes in units of 1,024', () => {
  const sizes = [0, 1_023, 1_024, 1_048_575, 5 * 1_024 ** 4].map((bytes) => formatBytes(bytes, 'de'));

  expect(sizes).toEqual(['0 B', '1.023 B', '1,0 KiB', '1,0 MiB', '5,0 TiB']);
});

it('measures a rate that moves half the way in two seconds', () => {
  let nowMs = 0;
  const measure = createRateMeter(() => nowMs);
  const at = (ms: number, bytes: number): number | undefined => {
    nowMs = ms;
    return measure(bytes);
  };

  expect([at(0, 0), at(50, 10), at(1_000, 1_000), at(3_000, 1_000)]).toEqual([undefined, undefined, 1_000, 500]);
});

describe('createProgressWriter', () => {
  it('draws at most ten times a second and leaves an empty line', () => {
    let nowMs = 0;
    const written: string[] = [];
    const terminal = { columns: 31, write: (text: string) => written.push(text) };
    const writer = createProgressWriter(terminal, 'en', () => nowMs);
    for (; nowMs < 1_000; nowMs += 10) writer.update(STATE);
    writer.clear();
    writer.clear();

    expect(written).toHaveLength(11);
    expect([written[0], written[10]]).toEqual(['\r1,234/5,000 files', `\r${' '.repeat(17)}\r`]);
  });

  it('covers what is left of a longer line', () => {
    let nowMs = 0;
    const written: string[] = [];
    const writer = createProgressWriter({ columns: 31, write: (text) => written.push(text) }, 'en', () => nowMs);
    writer.update(STATE);
    nowMs = 200;
    writer.update({ ...STATE, filesDone: 1 });

    expect(written[1]).toBe('\r1/5,000 files    ');
  });
});
