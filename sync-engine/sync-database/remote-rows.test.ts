import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChecksumSet } from '../core/model/checksum.ts';
import type { ETag, FileId, RemoteKey } from '../core/model/ids.ts';
import { returnMemory } from '../engine/resting/return-memory.ts';
import { RemoteRows } from './remote-rows.ts';
import type { RemoteChange, RemoteRow } from './sync-database.ts';

const KEYS = ['root', 'a', 'b', 'c', 'd', '00000017oc1a2b', 'ä$ö!ü', '\u{1F4C1}', '\ud800'] as RemoteKey[];
const TEXTS = [
  '',
  'Plan.pdf',
  'Übersicht.odt',
  '\u{1F600}',
  '\udc00',
  '0a1b',
  '0a1',
  'AB',
  'x'.repeat(300),
  'ab'.repeat(200),
  // Nearly what has a short form.
  '0a1g',
  '0A1B',
  `SHA1:${'0f'.repeat(19)}0F`,
  `${'é'.repeat(63)}\u0100`,
  'é'.repeat(65),
];

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary' }));
const optionalText = fc.option(text, { nil: undefined });
const key = fc.constantFrom(...KEYS);
const checksum = fc.constantFrom(
  undefined,
  `SHA1:${'0f'.repeat(20)}`,
  `SHA1:${'0f'.repeat(20)} MD5:${'a1'.repeat(16)}`,
);

const rowArbitrary: fc.Arbitrary<RemoteRow> = fc
  .record({
    key,
    parentKey: fc.option(key, { nil: undefined }),
    fileId: fc.option(fc.constantFrom('a', 'b', 'x') as fc.Arbitrary<string>, { nil: undefined }),
    name: text,
    kind: fc.constantFrom('file', 'directory'),
    etag: text as fc.Arbitrary<ETag>,
    sizeBytes: fc.maxSafeNat(),
    mtimeMs: fc.maxSafeInteger(),
    checksum: checksum as fc.Arbitrary<ChecksumSet | undefined>,
    permissions: optionalText,
    isProcessing: fc.boolean(),
    listedEtag: optionalText as fc.Arbitrary<ETag | undefined>,
  })
  .map((row) => ({ ...row, fileId: (row.fileId ?? row.key) as FileId }));

const actArbitrary = fc.oneof(
  { weight: 6, arbitrary: rowArbitrary.map((row) => ({ kind: 'put', row }) as const) },
  {
    weight: 2,
    arbitrary: rowArbitrary.map((row) => ({ kind: 'put', row: { ...row, listedEtag: row.etag } }) as const),
  },
  { weight: 3, arbitrary: key.map((gone) => ({ kind: 'remove', key: gone }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'copy' } as const) },
);

function apply(rows: Map<RemoteKey, RemoteRow>, change: RemoteChange): void {
  if (change.kind === 'put') rows.set(change.row.key, change.row);
  else rows.delete(change.key);
}

function sortRows(rows: Iterable<RemoteRow>): readonly RemoteRow[] {
  return [...rows].toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

test('rows as bytes say what a map of objects says, whatever is put, removed and copied', () => {
  fc.assert(
    fc.property(fc.array(actArbitrary, { maxLength: 60 }), (acts) => {
      const plain = new Map<RemoteKey, RemoteRow>();
      let packed = RemoteRows.empty();
      for (const act of acts) {
        if (act.kind === 'copy') packed = packed.copy();
        else if (act.kind === 'put') packed.set(act.row);
        else expect(packed.delete(act.key)).toBe(plain.has(act.key));
        if (act.kind !== 'copy') apply(plain, act);
      }

      const rows = [...plain.values()];
      expect(packed.size).toBe(plain.size);
      expect(sortRows(packed.values())).toEqual(sortRows(rows));
      expect(sortRows(packed.directories())).toEqual(sortRows(rows.filter(({ kind }) => kind === 'directory')));
      expect(packed.areWithoutTwins).toBe(rows.every((row) => (row.key as string) === row.fileId));
      for (const at of KEYS) {
        expect(packed.get(at)).toEqual(plain.get(at));
        expect(packed.has(at)).toBe(plain.has(at));
        const inside = rows.filter(({ parentKey }) => parentKey === at);
        expect(sortRows(packed.listIn(at))).toEqual(sortRows(inside));
        expect(new Set(packed.keysIn(at))).toEqual(new Set(inside.map((row) => row.key)));
        expect(packed.countIn(at)).toBe(inside.length);
      }
      for (const fileId of ['a', 'b', 'x'] as FileId[]) {
        const places = rows.filter((row) => row.fileId === fileId).map((row) => row.key);
        expect(packed.keysOf(fileId).toSorted()).toEqual(places.toSorted());
      }
    }),
  );
});

test('changes since others make rows of these, and nothing but what differs is in them', () => {
  const acts = fc.array(actArbitrary, { maxLength: 30 });
  fc.assert(
    fc.property(acts, acts, fc.boolean(), (early, late, isCopy) => {
      const before = RemoteRows.empty();
      for (const act of early) if (act.kind === 'put') before.set(act.row);
      const after = isCopy ? before.copy() : RemoteRows.empty();
      for (const act of late)
        if (act.kind === 'put') after.set(act.row);
        else if (act.kind === 'remove') after.delete(act.key);

      const changes = [...after.changesSince(before)];
      const plain = new Map(before);
      for (const change of changes) apply(plain, change);
      expect(sortRows(plain.values())).toEqual(sortRows(after.values()));
      for (const change of changes) {
        if (change.kind === 'remove') expect(before.has(change.key)).toBe(true);
        else expect(before.get(change.row.key)).not.toEqual(change.row);
      }
    }),
  );
});

test('rows that were copied cannot be changed any more, so that a copy may have them in common', () => {
  const rows = RemoteRows.empty();
  rows.copy();

  expect(() => rows.delete('a' as RemoteKey)).toThrow('rows that were copied stay as they are');
});

test('of rows that are written again and again only the last ones are kept', () => {
  let rows = RemoteRows.empty();
  const row = fc.sample(rowArbitrary, { numRuns: 1, seed: 1 })[0];
  if (row === undefined) throw new Error('no row');
  const usedBefore = measureUsedBytes();
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (turn % 10 === 0) rows = rows.copy();
    rows.set({ ...row, name: 'Rechnung'.repeat(200), mtimeMs: turn });
  }

  expect(rows.get(row.key)?.mtimeMs).toBe(19_999);
  // All that was written is 32 MB.
  expect(measureUsedBytes() - usedBefore).toBeLessThan(8_000_000);
});

function measureUsedBytes(): number {
  returnMemory();
  return process.memoryUsage().arrayBuffers;
}
