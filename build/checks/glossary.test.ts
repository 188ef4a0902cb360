import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findGlossaryGaps, glossaryWords } from './glossary.ts';
import { repositoryRoot } from './source-files.ts';

const complete = glossaryWords.map((word) => `| **${word}** | a meaning |`);

describe('glossary', () => {
  it('explains every word of the architecture', () => {
    expect(findGlossaryGaps(readFileSync(join(repositoryRoot, 'docs/glossary.md'), 'utf8'))).toEqual([]);
  });

  it('has a gap when a word is missing', () => {
    expect(findGlossaryGaps(complete.slice(1).join('\n'))).toEqual(['account: not in the glossary']);
  });

  it('has a gap when a meaning is missing or a word is new', () => {
    const rows = ['| **account** | |', '| **queue** | work to do |', ...complete.slice(1)];

    expect(findGlossaryGaps(rows.join('\n'))).toEqual(['account: has no meaning', 'queue: not on the list']);
  });

  it('accepts two words in one row', () => {
    expect(findGlossaryGaps(['| **account, space** | a meaning |', ...complete.slice(2)].join('\n'))).toEqual([]);
  });
});
