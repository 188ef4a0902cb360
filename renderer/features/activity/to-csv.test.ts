import { describe, expect, it } from 'vitest';
import { toCsv } from './to-csv.ts';

describe('an exported history', () => {
  it('opens in a German spreadsheet', () => {
    expect(
      toCsv([
        ['Zeit', 'Datei'],
        ['1', 'Straße.txt'],
      ]),
    ).toBe('\uFEFFZeit;Datei\r\n1;Straße.txt\r\n');
  });

  it('keeps separators, quotes and line breaks of names', () => {
    expect(toCsv([['a;b', 'say "x"', 'a\nb']])).toBe('\uFEFF"a;b";"say ""x""";"a\nb"\r\n');
  });

  it.each(['=cmd()', '+1', '-1', '@x', '\tx'])('is no formula when a file is called %j', (name) => {
    expect(toCsv([[name]])).toContain(`'${name}`);
  });
});
