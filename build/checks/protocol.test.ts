import { describe, expect, it } from 'vitest';
import { readFiles, readTypeScript, repositoryRoot } from './source-files.ts';

describe('docs/protocol.md', () => {
  const text = readFiles(repositoryRoot, ['docs/protocol.md'])[0]?.text ?? '';
  const tests = readTypeScript(repositoryRoot).filter(({ path }) => /\.test\.ts$|\/testing\/conformance\//.test(path));

  it('names only test files that exist, and each so that no other can be meant', () => {
    const names = [...text.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(([, name = '']) => name);
    const countOf = (name: string): number => tests.filter(({ path }) => path.endsWith(`/${name}`)).length;

    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => countOf(name) !== 1)).toEqual([]);
  });

  it('names only titles of tests that exist', () => {
    const titles = [...text.matchAll(/(?<!\*)\*([^*\n]{12,})\*(?!\*)/g)].map(([, title = '']) => title);
    const source = tests.map(({ text: file }) => file).join('\n');

    expect(titles.length).toBeGreaterThan(10);
    expect(titles.filter((title) => !source.includes(title))).toEqual([]);
  });
});
