import { expect, it } from 'vitest';
import { countDecisions } from './count-decisions.ts';

it('counts the decisions that wait until a complete look knows of none', () => {
  const whenAsked = countDecisions({ kind: 'needs-decision', holds: 2, problems: 0 }, 0);
  const whileSyncing = countDecisions({ kind: 'checking' }, whenAsked);
  const afterwards = countDecisions({ kind: 'in-sync', verifiedAtMs: 1 }, whileSyncing);

  expect([whenAsked, whileSyncing, afterwards]).toEqual([2, 2, 0]);
});
