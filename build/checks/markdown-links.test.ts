import { describe, expect, it } from 'vitest';
import { findBrokenLinks } from './markdown-links.ts';
import { listFiles, readFiles, repositoryRoot } from './source-files.ts';

const paths = listFiles(repositoryRoot);
const pages = readFiles(
  repositoryRoot,
  paths.filter((path) => path.endsWith('.md')),
);

it('every link between the pages of the repository leads where it says', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(findBrokenLinks(pages, paths)).toEqual([]);
});

describe('the check of links', () => {
  const find = (text: string): readonly string[] =>
    findBrokenLinks(
      [
        { path: 'docs/a.md', text },
        { path: 'docs/adr/0020-b.md', text: '# The part of `it`' },
      ],
      ['README.md', 'docs/a.md', 'docs/adr/0020-b.md'],
    );

  it.each([
    '[here](../README.md) [there](adr) [it](adr/0020-b.md#the-part-of-it) [ADR 0020](adr/0020-b.md)',
    '[elsewhere](https://example.org/x) `[no](link)`',
    '```\n[no](link)\n```',
  ])('lets %j pass', (text) => {
    expect(find(text)).toEqual([]);
  });

  it.each([
    ['[a](b.md)', 'docs/a.md: b.md is not there'],
    ['[a](../../README.md)', 'docs/a.md: ../../README.md is not there'],
    ['[a](adr/0020-b.md#other)', 'docs/a.md: adr/0020-b.md#other has no such heading'],
    ['[ADR 0021](adr/0020-b.md)', 'docs/a.md: "ADR 0021" leads to adr/0020-b.md'],
  ])('sees what is wrong with %j', (text, sentence) => {
    expect(find(text)).toEqual([sentence]);
  });
});
