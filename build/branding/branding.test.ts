import { describe, expect, it } from 'vitest';
import { LINK_SCHEME } from '#electron/main/deep-link.ts';
import { brandingFile, findPlaceholders, parseBranding, readBranding } from './branding.ts';

const branding = readBranding(brandingFile);

describe('the branding file', () => {
  it('gives the system the link scheme that the program listens to', () => {
    expect(branding.linkScheme).toBe(LINK_SCHEME);
  });

  it.each([
    ['helpUrl', 'http://desktop.bayernbox.example/'],
    ['helpUrl', 'javascript:alert(1)'],
    ['executableName', '../bayernbox'],
    ['msiUpgradeCode', 'new for each version'],
    ['unknown', 'x'],
  ])('is refused with %s “%s”, by name', (field, value) => {
    expect(() => parseBranding({ ...branding, [field]: value })).toThrow(field);
  });

  it('is not fit for a release while it holds addresses that nobody can own', () => {
    expect(findPlaceholders(branding)).toEqual(['maintainerAddress', 'homepageUrl', 'helpUrl', 'updateInfoUrl']);
    expect(findPlaceholders({ ...branding, helpUrl: 'https://hilfe.bayern.de/' })).not.toContain('helpUrl');
  });
});
