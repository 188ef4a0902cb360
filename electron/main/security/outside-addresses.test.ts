import { describe, expect, it } from 'vitest';
import { isSignInPage, mayOpenOutside } from './outside-addresses.ts';

describe('an address that a window wants to open', () => {
  const allowed = {
    servers: ['https://box.musterstadt.de', 'http://127.0.0.1:8080'],
    pages: ['https://hilfe.musterland.de/desktop'],
  };

  it.each([
    ['https://box.musterstadt.de/files/', true],
    ['http://127.0.0.1:8080/files/', true],
    ['https://hilfe.musterland.de/desktop', true],
    ['mailto:support@musterstadt.de', true],
    ['http://box.musterstadt.de/', false],
    ['https://box.musterstadt.de.evil.example/', false],
    ['https://box.musterstadt.de@evil.example/', false],
    ['https://anna:pw@box.musterstadt.de/', false],
    ['http://127.0.0.1:9999/', false],
    ['https://hilfe.musterland.de/anderes', false],
    ['https://hilfe.musterland.de:8443/desktop', false],
    ['mailto:a@b.de?attach=/etc/passwd', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['ms-msdt:/id', false],
    ['no address', false],
  ])('%s: %j', (address, isAllowed) => {
    expect(mayOpenOutside(address, allowed)).toBe(isAllowed);
  });
});

describe('the page of a sign-in', () => {
  it.each([
    ['https://idp.example/authorize?client_id=1', true],
    ['http://127.0.0.1:4711/authorize', true],
    ['http://idp.example/authorize', false],
    ['http://127.0.0.1.evil.example/', false],
    ['https://anna:pw@idp.example/', false],
    ['file:///tmp/login.html', false],
  ])('%s: %j', (address, isAllowed) => {
    expect(isSignInPage(address)).toBe(isAllowed);
  });
});
