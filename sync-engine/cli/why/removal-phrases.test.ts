import { expect, it } from 'vitest';
import { toHistoryId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { toPrintable } from '../printable.ts';
import type { Removal } from '../../engine/visiting/find-removal.ts';
import { describeRemoval } from './removal-phrases.ts';

const REMOVAL: Removal = {
  cause: 'on-server',
  atMs: new Date(2026, 2, 1, 9, 5).getTime(),
  isKept: true,
  wayBack: { kind: 'undo', entryId: toHistoryId('run1-2') },
};

it('what others deleted is said to be, with the command that brings it back', () => {
  expect(describeRemoval(REMOVAL, 'de').map((line) => toPrintable(line))).toEqual([
    'Auf dem Server gelöscht (von wem, sagt er nicht), dann auch hier entfernt: 01.03.2026, 09:05',
    'Zurückholen: bayernbox undo run1-2',
  ]);
});

it('what was deleted here with its folder is only on the server, and of it an older version here', () => {
  const removal: Removal = {
    ...REMOVAL,
    cause: 'here',
    within: 'Archiv' as RelativePath,
    wayBack: { kind: 'server-trash', olderKeepId: 'run0-7' },
  };

  expect(describeRemoval(removal, 'de').map((line) => toPrintable(line))).toEqual([
    'Hier gelöscht, dann auch auf dem Server, mit dem ganzen Ordner Archiv: 01.03.2026, 09:05',
    'Zurückholen: auf dem Server unter „Gelöschte Dateien“, solange es dort noch liegt',
    'Eine ältere Fassung ist hier aufbewahrt: bayernbox kept restore run0-7',
  ]);
  expect(describeRemoval(removal, 'en')).toHaveLength(3);
});
