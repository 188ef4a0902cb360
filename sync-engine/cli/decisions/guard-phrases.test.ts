import { expect, it } from 'vitest';
import type { Hold } from '../../core/model/hold.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { describeDecided, describeHeld } from './guard-phrases.ts';

const HOLD: Hold = {
  id: 'a1',
  revision: 1,
  kind: 'removals',
  side: 'remote',
  reason: 'many-at-once',
  firstSeenMs: 0,
  changedMs: 0,
  nodes: [],
  fileCount: 1,
  allFiles: 3,
  paths: ['a.txt' as RelativePath],
  isApproved: false,
};

it('tells of one file as of one', () => {
  const decided = { type: 'decided', hold: HOLD, decision: 'keep', why: 'answered' } as const;

  expect([
    describeHeld(HOLD, 'de'),
    describeHeld({ ...HOLD, kind: 'changes' }, 'en'),
    describeDecided(decided, 'de'),
  ]).toEqual([
    'Angehalten: 1 von 3 Dateien würde auf dem Server gelöscht: sehr viele auf einmal (a.txt).',
    'On hold: 1 changed file is not uploaded: very many at once (a.txt).',
    'Wie entschieden: 1 Datei kommt zurück.',
  ]);
});
