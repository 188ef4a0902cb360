import { describe, expect, it } from 'vitest';
import { findMissingTests, parseDataLossCases } from './data-loss-cases.ts';
import { readFiles, readTypeScript, repositoryRoot } from './source-files.ts';

describe('docs/data-loss-cases.md', () => {
  const [document] = readFiles(repositoryRoot, ['docs/data-loss-cases.md']);
  const cases = parseDataLossCases(document?.text ?? '');

  it('has all 38 cases, and each names a test', () => {
    expect(cases.map(({ number }) => number)).toEqual(Array.from({ length: 38 }, (_, index) => index + 1));
    expect(cases.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it('names only tests that exist', () => {
    expect(findMissingTests(cases, readTypeScript(repositoryRoot))).toEqual([]);
  });

  it('notices a test that was renamed', () => {
    const [named] = parseDataLossCases('## 1. A case\n\n- `a.test.ts`: keeps it\n- `b.test.ts`: keeps it\n');
    const files = [{ path: 'a.test.ts', text: "it('keeps it', () => {});" }];

    expect(findMissingTests(named === undefined ? [] : [named], files)).toEqual(['1: b.test.ts: keeps it']);
  });
});
