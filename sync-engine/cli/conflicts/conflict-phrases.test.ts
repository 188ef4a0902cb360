import { describe, expect, test } from 'vitest';
import type { ConflictId, ConflictRecord } from '../../core/model/conflict.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { ConflictView } from '../../engine/conflicts/conflict-desk.ts';
import { describeConflictView, describeResolved } from './conflict-phrases.ts';

const [PATH, SECOND] = ['a.txt' as RelativePath, 'a (Fassung von Ana).txt' as RelativePath];

const OPEN: ConflictView = {
  id: 'c1' as ConflictId,
  path: PATH,
  secondPath: SECOND,
  origin: 'content',
  isSecondOnlyHere: true,
  isReadOnly: false,
  state: 'open',
  recordedAtMs: 0,
  end: undefined,
  serverAuthor: undefined,
  versions: {
    server: { path: PATH, sizeBytes: 1, mtimeMs: 0 },
    mine: { path: SECOND, sizeBytes: 1, mtimeMs: 0 },
  },
  serverReceivedAtMs: undefined,
  newer: undefined,
  revision: 'r',
  merge: 'not-offered',
};

const untouched = { before: undefined, after: undefined, keepId: undefined };

const DECIDED: ConflictRecord = {
  id: OPEN.id,
  origin: 'content',
  nodeId: 1 as ConflictRecord['nodeId'],
  path: PATH,
  secondName: SECOND,
  base: undefined,
  server: undefined,
  local: undefined,
  serverAuthor: undefined,
  serverReceivedAtMs: undefined,
  wasServerAsked: false,
  recordedAtMs: 0,
  state: {
    kind: 'resolved',
    exchange: { how: 'both', atMs: 0, original: untouched, second: untouched, renamedTo: undefined },
  },
};

describe('where the organisation lets no second version go to the server', () => {
  test.each([OPEN, { ...OPEN, versions: undefined }])('what keeping both means is told before the choice', (view) => {
    expect(describeConflictView(view, 'de')).toContain('Mit --keep both bleibt Ihre nur auf diesem Computer');
    expect(describeConflictView(view, 'en')).toContain('With --keep both yours stays on this computer only');
    expect(describeConflictView({ ...view, isSecondOnlyHere: false }, 'de')).not.toContain('--keep both');
  });

  test('what was decided is listed with where the second version is', () => {
    expect(describeConflictView({ ...OPEN, state: 'resolved', versions: undefined }, 'de')).toBe(
      `c1  a.txt: entschieden, rücknehmbar; ${SECOND} bleibt nur auf diesem Computer, wie es Ihre Organisation festgelegt hat`,
    );
  });

  test('a decision for both is not said to be sent', () => {
    const here = describeResolved({ record: DECIDED, isSecondOnlyHere: true }, 'de');
    const sent = describeResolved({ record: DECIDED, isSecondOnlyHere: false }, 'de');

    expect(here).toContain(`${SECOND} bleibt nur auf diesem Computer`);
    expect(here).not.toContain('überträgt');
    expect(sent).toContain('Der nächste Abgleich überträgt das.');
  });
});
