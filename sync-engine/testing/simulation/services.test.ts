import { expect, test } from 'vitest';
import { runCase } from './run-case.ts';
import { withServices } from './services.ts';
import { drawCase } from './simulation-case.ts';

const OPTIONS = { mutation: undefined, trace: undefined };

test.each([
  ['one computer', 1, 300],
  ['two computers', 2, 100],
] as const)(
  'on a server with archives, listings of whole trees and a version of the root, %s lose nothing and end equal',
  { timeout: 600_000 },
  async (_name, computers, seeds) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { violation } = await runCase(withServices(drawCase(seed, computers)), OPTIONS);
      expect(violation, `seed ${seed}`).toBeUndefined();
    }
  },
);
