import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { placeOfTemporaryFiles } from './memory-disk.ts';

const GIBIBYTE = 1024 ** 3;

describe('temporary files of tests', () => {
  it('are in memory where it has room, in a directory of this run', () => {
    expect(placeOfTemporaryFiles({ platform: 'linux', freeBytes: () => 12 * GIBIBYTE })).toBe(
      `/dev/shm/bayernbox-tests-${process.pid}`,
    );
  });

  it.each([
    ['memory is as small as containers often make it', 'linux', 64 * 1024 * 1024],
    ['there is no such place', 'linux', undefined],
    ['the system is another one', 'darwin', 12 * GIBIBYTE],
  ] as const)('are where they always were when %s', (_why, platform, freeBytes) => {
    expect(placeOfTemporaryFiles({ platform, freeBytes: () => freeBytes })).toBe(tmpdir());
  });
});
