import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Credentials } from './credentials.ts';

const basic = new Credentials({ kind: 'basic', userName: 'änne', password: 'geheim:1' });

describe('Credentials', () => {
  it('renders user name and password as UTF-8 in Base64', () => {
    const header = basic.authorizationHeader();

    expect(header).toBe(`Basic ${Buffer.from('änne:geheim:1').toString('base64')}`);
  });

  it('renders a token as it is', () => {
    expect(new Credentials({ kind: 'bearer', token: 'abc.def-1' }).authorizationHeader()).toBe('Bearer abc.def-1');
  });

  it('signs every request alike, and lets a refusal stand', async () => {
    expect(basic.authorize()).toEqual({ ok: true, value: basic.authorizationHeader() });
    expect(await basic.judge()).toBeUndefined();
  });

  it('shows a placeholder wherever the object is printed', () => {
    const holder = { server: 'x', credentials: basic };
    const prints = [
      JSON.stringify(holder),
      inspect(holder, { showHidden: true, depth: 9 }),
      String(basic),
      Object.keys(basic).join(','),
    ];

    for (const print of prints) {
      expect(print).not.toContain('geheim');
      expect(print).not.toContain('Basic');
    }
    expect(JSON.stringify(holder)).toBe('{"server":"x","credentials":"[credentials]"}');
  });

  it('refuses a token that would break out of the header, without printing it', () => {
    expect(() => new Credentials({ kind: 'bearer', token: 'a\r\nX-Evil: 1' })).toThrow(/^not a bearer token$/);
  });

  it('refuses a user name with a colon', () => {
    expect(() => new Credentials({ kind: 'basic', userName: 'a:b', password: 'c' })).toThrow(RangeError);
  });
});
