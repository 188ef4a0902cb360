import { describe, expect, it } from 'vitest';
import { ownBranding } from '#branding/examples/examples.ts';
import { NO_POLICIES } from '#policies/policies.ts';
import { fillHandbook, toAccentSheet } from './handbook-page.ts';
import { readWindowPage } from './page-files.ts';

const PAGE = '<html lang="de"><head></head><body>{brand}</body></html>';
const green = { ...ownBranding, accent: { light: '#006644', dark: '#55ddaa' } };

describe('the handbook of an organisation with a colour of its own', () => {
  it('has that colour for light and for dark from a sheet beside its pages', async () => {
    const readPolicies = () => NO_POLICIES;

    expect(fillHandbook(PAGE, green, NO_POLICIES)).toContain('<link rel="stylesheet" href="./accent.css" /></head>');
    const sheet = await readWindowPage({ directory: '/nowhere', branding: green, readPolicies }, '/accent.css', '');

    expect(sheet).toMatchObject({ mediaType: 'text/css; charset=utf-8' });
    expect(sheet?.body.toString()).toBe(toAccentSheet(green));
    expect(toAccentSheet(green)).toMatch(/#006644; }\n@media \(prefers-color-scheme: dark\) .*#55ddaa/);
  });

  it('asks for no sheet where there is no such colour', () => {
    const { accent: _accent, ...plain } = green;

    expect(fillHandbook(PAGE, plain, NO_POLICIES)).not.toContain('accent.css');
  });
});
