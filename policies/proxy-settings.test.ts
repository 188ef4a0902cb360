import { describe, expect, it } from 'vitest';
import { isBypassEntry, parsePort, parseProxyHost, splitBypass } from './proxy-settings.ts';

describe('parseProxyHost', () => {
  it.each([
    ['proxy.musterstadt.de', 'proxy.musterstadt.de'],
    [' proxy ', 'proxy'],
    ['10.1.2.3', '10.1.2.3'],
    ['2001:db8::1', '[2001:db8::1]'],
    ['[2001:db8::1]', '[2001:db8::1]'],
    ['http://proxy.musterstadt.de', undefined],
    ['proxy:3128', undefined],
    ['anna@proxy', undefined],
    ['proxy/pfad', undefined],
    ['-proxy', undefined],
    ['a b', undefined],
    ['10.1.2.999', undefined],
    ['10.1.2.3.4', undefined],
    ['10.1', undefined],
    ['10.255.0.99', '10.255.0.99'],
    ['proxy2', 'proxy2'],
    ['', undefined],
  ])('reads %j as %j', (text, host) => {
    expect(parseProxyHost(text)).toBe(host);
  });
});

describe('parsePort', () => {
  it.each([
    ['3128', 3_128],
    [' 80 ', 80],
    ['65535', 65_535],
    ['65536', undefined],
    ['0', undefined],
    ['-1', undefined],
    ['80.5', undefined],
    ['', undefined],
  ])('reads %j as %j', (text, port) => {
    expect(parsePort(text)).toBe(port);
  });
});

describe('a bypass list', () => {
  it('is separated by commas, semicolons, blanks or lines', () => {
    expect(splitBypass(' a.de, b.de;c.de\nd.de  ')).toEqual(['a.de', 'b.de', 'c.de', 'd.de']);
  });

  it.each([
    '*',
    '<local>',
    'intranet',
    'box.musterstadt.de',
    'box.musterstadt.de:8443',
    '.musterstadt.de',
    '*.musterstadt.de',
    '10.1.2.3',
    '10.0.0.0/8',
    '10.0.0.1-10.0.0.99',
    '2001:db8::1',
    '[2001:db8::1]',
    '2001:db8::/32',
  ])('can hold %j', (entry) => {
    expect(isBypassEntry(entry)).toBe(true);
  });

  it.each(['http://box.de', 'box.de/pfad', '10.0.0.0/129', 'box.de:99999', '*box', 'a@b', ''])(
    'cannot hold %j',
    (entry) => {
      expect(isBypassEntry(entry)).toBe(false);
    },
  );
});
