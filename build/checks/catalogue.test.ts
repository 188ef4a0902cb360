import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '#sync-engine/testing/catalogue/catalogue.ts';
import { CATALOGUE_IDS } from '#sync-engine/testing/catalogue/catalogue-ids.ts';
import { findMissing } from './named-tests.ts';
import { readTypeScript, repositoryRoot } from './source-files.ts';

describe('the catalogue of the official client', () => {
  const named = CATALOGUE.flatMap((entry) =>
    'shownBy' in entry ? entry.shownBy.map(({ file, ...test }) => ({ ...test, path: file, id: entry.id })) : [],
  );

  it('is covered scenario by scenario, each once and in its order', () => {
    expect(CATALOGUE.map(({ id }) => id)).toEqual(CATALOGUE_IDS);
  });

  it('names only tests and rows that exist', () => {
    expect(findMissing(named, readTypeScript(repositoryRoot))).toEqual([]);
    expect(CATALOGUE.filter((entry) => 'shownBy' in entry && entry.shownBy.length === 0)).toEqual([]);
  });

  it('has a reason wherever an outcome is not the official one', () => {
    const reasons = CATALOGUE.flatMap(({ as }) => (as === 'official' ? [] : Object.values(as)));

    expect(reasons.filter((reason) => reason.length < 20)).toEqual([]);
  });

  it('notices a test that was renamed, and a row that was taken out of its table', () => {
    const files = [{ path: 'a.test.ts', text: "it.each(['one'])('keeps %s', () => {});" }];
    const there = { path: 'a.test.ts', title: 'keeps %s', row: "'one'" };

    expect(findMissing([there], files)).toEqual([]);
    expect(findMissing([{ ...there, title: 'holds %s' }], files)).toHaveLength(1);
    expect(findMissing([{ ...there, row: "'two'" }], files)).toHaveLength(1);
  });
});
