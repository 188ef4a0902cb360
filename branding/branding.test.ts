import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findBrandingFile, readBranding, readBrandingOrNeutral } from './branding-file.ts';
import { findPlaceholders, parseBranding } from './branding.ts';
import { getContrast } from './colour-contrast.ts';

const { iconSvg, ...content } = readBranding(findBrandingFile({}));

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'branding-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

describe('the branding file', () => {
  it.each([
    ['helpUrl', 'http://desktop.bayernbox.example/'],
    ['helpUrl', 'javascript:alert(1)'],
    ['accessibilityUrl', 'http://amt.example/barrierefrei'],
    ['executableName', '../bayernbox'],
    ['msiUpgradeCode', 'new for each version'],
    ['icon', '../../etc/passwd'],
    ['servers', [{ name: 'Amt', url: 'http://amt.example' }]],
    ['accent', { light: '#ffee00', dark: '#ffee00' }],
    ['unknown', 'x'],
  ])('is refused with %s %j, by name', (field, value) => {
    expect(() => parseBranding({ ...content, [field]: value })).toThrow(field);
  });

  it('is not fit for a release while it holds addresses that nobody can own', () => {
    const addresses = ['maintainerAddress', 'supportAddress', 'homepageUrl', 'helpUrl', 'updateInfoUrl'];
    expect(findPlaceholders({ ...content, iconSvg })).toEqual(expect.arrayContaining(addresses));
    expect(findPlaceholders({ ...content, iconSvg, helpUrl: 'https://hilfe.bayern.de/' })).not.toContain('helpUrl');
    const servers = [{ name: 'Amt', url: 'https://amt.example' }];
    expect(findPlaceholders({ ...content, iconSvg, servers })).toContain('servers');
  });

  it('comes with its drawing', () => {
    expect(iconSvg).toMatch(/^<svg .*<\/svg>$/);
  });

  it.each([
    ['is not there', undefined],
    ['is not JSON', '{'],
    ['lacks a field', JSON.stringify({ ...content, productName: undefined })],
    ['names a drawing that is not there', JSON.stringify({ ...content, icon: 'none.svg' })],
  ])('that %s gives the program a neutral name, and says why', (_title, text) => {
    const path = join(makeDirectory(), 'branding.json');
    if (text !== undefined) writeFileSync(path, text);

    const { branding, problem } = readBrandingOrNeutral(path);

    expect(branding.productName).toBe('Sync-Ordner');
    expect(problem).toContain(path);
  });

  it('is another one when a program that runs from its sources is told so', () => {
    expect(findBrandingFile({ BAYERNBOX_BRANDING_FILE: '/srv/branding.json' })).toBe('/srv/branding.json');
  });
});

describe('the contrast of two colours', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#1a4fb4', '#1a4fb4', 1],
  ])('%s on %s is %d', (one, other, contrast) => {
    expect(getContrast(one, other)).toBeCloseTo(contrast, 2);
  });
});
