import { describe, expect, it } from 'vitest';
import { findLocalFault, findServerFault } from './find-name-fault.ts';
import { createNameRules } from './names.ts';

describe('what is wrong with a name', () => {
  it.each([
    ['Plan: Süd?::.dwg', { kind: 'signs', signs: [':', '?'] }],
    ['a/b', { kind: 'signs', signs: ['/'] }],
    ['a\nb', { kind: 'hidden-sign' }],
    ['a\ud83d', { kind: 'broken-sign' }],
    ['Entwurf.', { kind: 'ends-with-dot' }],
    ['Entwurf ', { kind: 'ends-with-blank' }],
    ['  ', { kind: 'only-blanks' }],
    ['con', { kind: 'device', word: 'con' }],
    ['COM¹ .txt', { kind: 'device', word: 'COM¹' }],
    ['System Volume Information', { kind: 'taken-by-system' }],
    ['a'.repeat(256), { kind: 'too-long', length: 256, most: 255, counts: 'units' }],
    ['Plan.dwg', undefined],
  ])('on Windows is told for %j', (name, fault) => {
    expect(findLocalFault(name, 'windows')).toEqual(fault);
  });

  it('on other systems is that it is too long, in bytes', () => {
    expect(findLocalFault('Plan: Süd?.dwg', 'posix')).toBeUndefined();
    expect(findLocalFault('ä'.repeat(128), 'macos')).toEqual({
      kind: 'too-long',
      length: 256,
      most: 255,
      counts: 'bytes',
    });
  });

  it.each([
    ['Amt\\Akte.txt', { kind: 'signs', signs: ['\\'] }],
    ['a\rb', { kind: 'hidden-sign' }],
    ['  ', { kind: 'only-blanks' }],
    ['x-chunking-1-2-0', { kind: 'upload-piece' }],
    ['.HTACCESS', { kind: 'taken-by-server' }],
    ['a'.repeat(251), { kind: 'too-long', length: 251, most: 250, counts: 'bytes' }],
    ['a:b', undefined],
  ])('on ownCloud 10 is told for %j', (name, fault) => {
    expect(findServerFault(name, 'owncloud10')).toEqual(fault);
  });

  it('is that the server takes it from nobody, where it says so; of names of ours nothing is told', () => {
    const traits = { isCaseSensitive: true, keepsUnicodeForm: true, nameRules: 'posix' } as const;
    const rules = createNameRules(traits, 'infinite-scale', ['Thumbs.db']);

    expect(rules.findFault('thumbs.DB', 'remote')).toEqual({ kind: 'taken-by-server' });
    expect(rules.findFault('thumbs.DB', 'local')).toBeUndefined();
    expect(rules.findFault('.bayernbox\\', 'remote')).toBeUndefined();
  });
});
