import { expect, test } from 'vitest';
import { playCuts } from './cut-transfers.ts';

const SIZE_BYTES = 32 * 1024 * 1024;

test.each(['owncloud10', 'infinite-scale'] as const)(
  'on %s, a large file gets through a line that breaks 20 times in each direction, with next to nothing sent twice',
  { timeout: 180_000 },
  async (profile) => {
    const reports = await playCuts({ profile, sizeBytes: SIZE_BYTES, cuts: 20, seed: 7 });

    for (const { direction, cuts, sessions, passedBytes, source, target } of reports) {
      expect({ direction, cuts, names: Object.keys(target) }).toEqual({ direction, cuts: 20, names: ['Video.mp4'] });
      expect(target).toEqual(source);
      expect(sessions).toBeGreaterThan(1);
      expect(passedBytes / SIZE_BYTES).toBeLessThan(1.2);
    }
  },
);
