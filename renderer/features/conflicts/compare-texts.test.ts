import { describe, expect, it } from 'vitest';
import type { ComparedLine } from './compare-texts.ts';
import { compareTexts, toPairs } from './compare-texts.ts';

const SERVER = 'Ansatz\nEinnahmen 100\nAusgaben 90\n';
const MINE = 'Ansatz\nEinnahmen 120\nAusgaben 90\nRest 30\n';

describe('two texts, compared', () => {
  it('show which lines stand on which side alone, each with its number there', () => {
    expect(compareTexts(SERVER, MINE)).toEqual([
      { kind: 'same', serverLine: 1, mineLine: 1, text: 'Ansatz' },
      { kind: 'server', serverLine: 2, text: 'Einnahmen 100' },
      { kind: 'mine', mineLine: 2, text: 'Einnahmen 120' },
      { kind: 'same', serverLine: 3, mineLine: 3, text: 'Ausgaben 90' },
      { kind: 'mine', mineLine: 4, text: 'Rest 30' },
    ]);
  });

  it('stand beside each other, the replaced line by its replacement', () => {
    const pairs = toPairs(compareTexts(SERVER, MINE) ?? []);

    expect(pairs.map(({ server, mine }) => [textOf(server), textOf(mine)])).toEqual([
      ['Ansatz', 'Ansatz'],
      ['Einnahmen 100', 'Einnahmen 120'],
      ['Ausgaben 90', 'Ausgaben 90'],
      [undefined, 'Rest 30'],
    ]);
  });

  it('leave out long runs of equal lines, and say how many', () => {
    const body = Array.from({ length: 100 }, (_, index) => `Zeile ${index}\n`).join('');

    const lines = compareTexts(`${body}alt\n`, `${body}neu\n`);

    expect(lines?.[0]).toEqual({ kind: 'gap', lines: 97 });
    expect(lines?.map(({ kind }) => kind).slice(1)).toEqual(['same', 'same', 'same', 'server', 'mine']);
  });

  it('are not compared when they have next to nothing in common', () => {
    const of = (word: string): string => Array.from({ length: 4_000 }, (_, index) => `${word} ${index}\n`).join('');

    expect(compareTexts(of('hier'), of('dort'))).toBeUndefined();
  });

  it('tell apart lines that differ in nothing but the end of the line', () => {
    expect(compareTexts('a\n', 'a\r\n')).toEqual([
      { kind: 'server', serverLine: 1, text: 'a' },
      { kind: 'mine', mineLine: 1, text: 'a\r' },
    ]);
  });
});

function textOf(line: ComparedLine | undefined): string | undefined {
  return line === undefined || line.kind === 'gap' ? undefined : line.text;
}
