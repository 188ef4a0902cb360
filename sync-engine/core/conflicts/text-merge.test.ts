import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTextName, mergeTexts } from './text-merge.ts';

const labels = { base: 'before', mine: 'mine', server: 'server' };
const merge = (base: string, mine: string, server: string) => mergeTexts('a.txt', { base, mine, server }, labels);

describe('mergeTexts', () => {
  it('puts changes of different lines into one text', () => {
    const merged = merge('one\ntwo\nthree\nfour\n', 'ONE\ntwo\nthree\nfour\n', 'one\ntwo\nthree\nFOUR\n');

    expect(merged).toEqual({ kind: 'merged', text: 'ONE\ntwo\nthree\nFOUR\n' });
  });

  it('takes a change that both made the same way once', () => {
    expect(merge('one\ntwo\n', 'ONE\ntwo\n', 'ONE\ntwo\nthree\n')).toEqual({
      kind: 'merged',
      text: 'ONE\ntwo\nthree\n',
    });
  });

  it('keeps line ends of all kinds, also a missing last one', () => {
    expect(merge('one\r\ntwo\nthree', 'ONE\r\ntwo\nthree', 'one\r\ntwo\nthree\r\nfour')).toEqual({
      kind: 'merged',
      text: 'ONE\r\ntwo\nthree\r\nfour',
    });
  });

  it('marks lines that both changed, and never calls that a result', () => {
    expect(merge('one\ntwo\nthree\n', 'one\nMINE\nthree\n', 'one\nTHEIRS\nthree\n')).toEqual({
      kind: 'overlapping',
      overlaps: 1,
      text: 'one\n<<<<<<< mine\nMINE\n||||||| before\ntwo\n=======\nTHEIRS\n>>>>>>> server\nthree\n',
    });
  });

  it('puts marks on lines of their own with the line ends of the text', () => {
    expect(merge('a\r\nb', 'a\r\nmine', 'a\r\ntheirs')).toMatchObject({
      text: 'a\r\n<<<<<<< mine\r\nmine\r\n||||||| before\r\nb\r\n=======\r\ntheirs\r\n>>>>>>> server\r\n',
    });
  });

  it('offers no JSON that no program could read', () => {
    const base = '{\n"a": 1\n,\n"b": 2\n}\n';
    const mine = '{\n"z": 0\n,\n"b": 2\n}\n';
    const server = '{\n"a": 1\n,\n"b": 2,"c": 3\n}\n';
    const emptied = { base, mine: '{\n"b": 2\n}\n', server: '{\n"a": 1\n,\n"b": 2\n,"c": 3\n}\n' };
    const opened = { base: '{\n\n"b": 2\n}\n', mine: '{"a": 1\n\n"b": 2\n}\n'.replace('1', '1,'), server: '{\n\n}\n' };

    expect(mergeTexts('a.json', { base, mine, server }, labels).kind).toBe('merged');
    expect(mergeTexts('a.json', emptied, labels).kind).toBe('merged');
    expect(mergeTexts('a.json', opened, labels)).toEqual({ kind: 'not-offered' });
    expect(mergeTexts('a.txt', opened, labels)).toEqual({ kind: 'merged', text: '{"a": 1,\n\n}\n' });
  });

  it('is not offered when comparing would take minutes', () => {
    const many = '\n'.repeat(5_000);

    expect(merge(`${many}x`, `a\n${many}b`, `c\n${many}d`).kind).toBe('not-offered');
    expect(merge('x\n', `a\n${'y\n'.repeat(20_001)}`, 'z\n').kind).toBe('not-offered');
  });

  it('is not confused by lines that are names of properties of objects', () => {
    expect(
      merge('constructor\nkeep\n__proto__', 'constructor\nkeep\n__proto__\nmine', 'toString\nkeep\n__proto__'),
    ).toEqual({ kind: 'merged', text: 'toString\nkeep\n__proto__\nmine' });
  });

  it('gives back the one change when only one side changed', () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n')).map((lines) => lines.join(''));
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(merge(base, changed, base)).toEqual({ kind: 'merged', text: changed });
        expect(merge(base, base, changed)).toEqual({ kind: 'merged', text: changed });
        expect(merge(base, changed, changed)).toEqual({ kind: 'merged', text: changed });
      }),
    );
  });

  it('loses no line that either side added', () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n')).map((lines) => lines.join(''));
    fc.assert(
      fc.property(text, text, text, (base, mine, server) => {
        const result = merge(base, `${mine}mine\n`, `server\n${server}`);

        if (result.kind === 'not-offered') throw new Error('short texts are always merged');
        expect(result.text).toContain('mine\n');
        expect(result.text).toContain('server\n');
      }),
    );
  });
});

describe('isTextName', () => {
  it.each([
    ['Brief.txt', true],
    ['LIES.MD', true],
    ['Daten.csv', true],
    ['Seite.htm', true],
    ['Brief.odt', false],
    ['txt', false],
  ])('%s: %s', (name, is) => expect(isTextName(name)).toBe(is));
});
