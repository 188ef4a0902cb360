import { describe, expect, it } from 'vitest';
import { encodeSegments, isSendableName, parseHref } from './dav-path.ts';

const names = (href: string): readonly string[] => parseHref(href).map((segment) => segment.name);

describe('encodeSegments', () => {
  it.each([
    ['a b', '/a%20b'],
    ['50%', '/50%25'],
    ['a#b?c', '/a%23b%3Fc'],
    ['ä', '/%C3%A4'],
    ['a\u0308', '/a%CC%88'],
    ['id$space', '/id%24space'],
  ])('encodes %j so that it stays one name', (name, path) => {
    expect(encodeSegments([name])).toBe(path);
    expect(names(path)).toEqual([name]);
  });
});

describe('parseHref', () => {
  it('takes absolute addresses and paths alike, and drops doubled and trailing slashes', () => {
    expect(names('https://cloud.example.org:8443/dav//a/b/')).toEqual(['dav', 'a', 'b']);
    expect(names('/dav/a/b')).toEqual(['dav', 'a', 'b']);
  });

  it('reads names that a server did not encode', () => {
    expect(names('/dav/ä b$!')).toEqual(['dav', 'ä b$!']);
  });

  it('keeps control characters, which are names on some servers', () => {
    expect(names('/a%01')).toEqual(['a\u0001']);
  });

  it.each(['/%FF', '/%C3', '/%ED%A0%80', '/100%', '/%zz'])('marks %s as no valid name', (href) => {
    expect(parseHref(href)[0]?.isValid).toBe(false);
  });
});

describe('isSendableName', () => {
  it.each([
    ['report.odt', true],
    ['chunking-1-2-3', true],
    ['x-chunking-1-2-0.txt', true],
    ['x-chunking-123-2-0', false],
    ['x-chunking-abc-2-0', false],
    ['lone \uD800 surrogate', false],
  ])('%j: %s', (name, isSendable) => {
    expect(isSendableName(name)).toBe(isSendable);
  });
});
