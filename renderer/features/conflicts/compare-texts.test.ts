import { describe, expect, it } from 'vitest';
import type { ComparedLine } from './compare-texts.ts';
import { compareTexts, countChanges, toPairs } from './compare-texts.ts';

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

  it('tell with what both were made from who changed what, and never lay a change of the other to the person', () => {
    const base = 'Kopf\nEinnahmen 100\nMitte\nAusgaben 90\nEnde\n';
    const server = 'Kopf\nEinnahmen 110\nMitte\nAusgaben 90\nEnde\n';
    const mine = 'Kopf\nEinnahmen 100\nMitte\nAusgaben 95\nEnde\nRest 5\n';

    const lines = compareTexts(server, mine, base) ?? [];

    const differing = lines.flatMap((line) =>
      line.kind === 'server' || line.kind === 'mine' ? [[line.kind, line.text, line.changedOn]] : [],
    );
    expect(differing).toEqual([
      ['server', 'Einnahmen 110', 'server'],
      ['mine', 'Einnahmen 100', 'server'],
      ['server', 'Ausgaben 90', 'mine'],
      ['mine', 'Ausgaben 95', 'mine'],
      ['mine', 'Rest 5', 'mine'],
    ]);
    expect(countChanges(lines)).toEqual({ kind: 'by-side', server: 1, mine: 2 });
  });

  it.each([
    ['moved', 'c\nb\na\n', 'c\na\nb\n'],
    ['moved among equal ones', 'b\nc\nb\nc\nb\n', 'b\nb\nc\nb\nc\n'],
    ['written twice', 'a\nb\nb\nb\na\n', 'b\nb\na\na\nb\n'],
  ])('lay no line that was %s by one of the two to the other', (_how, base, changed) => {
    const changedOn = (lines: readonly ComparedLine[] | undefined): unknown => [
      ...new Set(lines?.flatMap((line) => ('changedOn' in line ? [line.changedOn] : []))),
    ];

    expect(changedOn(compareTexts(changed, base, base))).toEqual(['server']);
    expect(changedOn(compareTexts(base, changed, base))).toEqual(['mine']);
  });

  it('tell that a line differs, and not who changed it, where what both were made from is not known', () => {
    const lines = compareTexts(SERVER, MINE) ?? [];

    expect(lines.map((line) => ('changedOn' in line ? line.changedOn : undefined))).toEqual(lines.map(() => undefined));
    expect(countChanges(lines)).toEqual({ kind: 'between', lines: 2 });
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
