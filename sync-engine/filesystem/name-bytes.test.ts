import { mkdirSync, readdirSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeName, encodeName, toNameBytes } from './name-bytes.ts';

describe('names of a directory', () => {
  it.each(['Akte 1.txt', 'Übersicht', 'U\u0308bersicht', '🇩🇪', 'a\u007fb', '\u0080', 'ÿ'])(
    'has the bytes of %j as UTF-8, and its text from them',
    (name) => {
      const bytes = encodeName(name);

      expect(Buffer.from(bytes, 'latin1')).toEqual(Buffer.from(name));
      expect(decodeName(bytes)).toEqual({ name, isUtf8: true });
    },
  );

  it('tells a name that is no UTF-8, with U+FFFD in its text', () => {
    expect(decodeName(toNameBytes('caf\u00e9'))).toEqual({ name: 'caf\ufffd', isUtf8: false });
  });

  it('finds in a listing what it was made with', async () => {
    await using root = await mkdtempDisposable(join(tmpdir(), 'bayernbox-names-'));
    mkdirSync(join(root.path, 'Größe 5 €'));

    expect(readdirSync(root.path, { encoding: 'latin1' })).toEqual([encodeName('Größe 5 €')]);
  });
});
