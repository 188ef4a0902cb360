import { expect, it } from 'vitest';
import type { UndoEffect } from '../../core/model/judge-undo.ts';
import { UNDO_EFFECTS } from '../../core/model/judge-undo.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { AskedUndo } from '../../engine/visiting/visit.ts';
import { describeAsked, toAgreement } from './undo-question.ts';

function asked(effect: UndoEffect, path: string): AskedUndo {
  const what = { runId: 'run', atMs: 1, verb: 'upload', side: 'remote', nodeKind: 'file', target: undefined } as const;
  const reversal = { kind: 'none', why: 'not-recorded' } as const;
  return {
    id: path,
    effect,
    entry: { ...what, id: toHistoryId('a-1'), path: path as RelativePath, reversal, undoes: undefined },
  };
}

it.each(UNDO_EFFECTS)(
  'says in both languages that it holds for everyone on the server, of one and of many: %s',
  (effect) => {
    for (const many of [[asked(effect, 'a')], [asked(effect, 'a'), asked(effect, 'b')]]) {
      expect(describeAsked(many, 'de')[0]).toMatch(/auf dem Server für alle.*:$/);
      expect(describeAsked(many, 'en')[0]).toMatch(/on the server, for everyone.*:$/);
    }
  },
);

it('names what it is about, and how many more', () => {
  const many = Array.from({ length: 7 }, (_, index) => asked('removes-file', `Akte ${index}.pdf`));

  expect(describeAsked(many, 'de')).toEqual([
    'Diese 7 Dateien werden hier und auf dem Server für alle gelöscht:',
    ...[0, 1, 2, 3, 4].map((index) => `  Akte ${index}.pdf`),
    '  … und 2 weitere',
  ]);
});

it('agrees to what was told of each entry, and to nothing for what was not asked about', () => {
  const agreement = toAgreement([asked('removes-file', 'a'), asked('replaces-file', 'b')]);

  expect(['a', 'b', 'c'].map(agreement)).toEqual([['removes-file'], ['replaces-file'], []]);
});
