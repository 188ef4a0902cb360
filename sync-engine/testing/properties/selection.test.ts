import { expect, test } from 'vitest';
import { SelectionCase } from './selection-case.ts';

const SEEDS = Array.from({ length: 120 }, (_, index) => index + 1);

const TIMEOUT_MS = 180_000;

test(
  'directories are deselected and selected again while the process dies: nothing is deleted on the server, nothing is lost',
  async () => {
    for (const seed of SEEDS) expect(await new SelectionCase(seed).play(), `seed ${seed}`).toEqual([]);
  },
  TIMEOUT_MS,
);
