import { expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { toPrintable } from '../printable.ts';
import { describeSimilar } from './similar-phrases.ts';

const path = 'Archiv/a.txt' as RelativePath;
const item = { path, kind: 'file', isHere: false, isOnServer: false, isKept: true } as const;

it('names what may be meant, how much more of it there is, and what was not searched', () => {
  const found = {
    items: [item],
    total: 3,
    unsearched: [{ why: 'not-selected', paths: ['Fotos' as RelativePath], total: 2 }] as const,
  };

  expect(describeSimilar(found, 'de').map((line) => toPrintable(line))).toEqual([
    'Meinten Sie eines davon?',
    '  Archiv/a.txt (aufbewahrt: bayernbox kept list)',
    '  und 2 weitere',
    'Nicht durchsucht, weil auf diesem Computer nicht ausgewählt: Fotos und 1 weitere',
  ]);
  expect(describeSimilar({ items: [], total: 0, unsearched: [] }, 'de').map((line) => toPrintable(line))).toEqual([]);
});
