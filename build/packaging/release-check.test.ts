import { describe, expect, it } from 'vitest';
import { findBrandingFile, readBranding } from '#branding/branding-file.ts';
import { findReleaseBlockers } from './release-check.ts';

const placeholder = readBranding(findBrandingFile({}));
const branding = {
  ...placeholder,
  maintainerAddress: 'box@kommune.de',
  supportAddress: 'hilfe@kommune.de',
  homepageUrl: 'https://kommune.de/',
  helpUrl: 'https://kommune.de/hilfe',
  updateInfoUrl: 'https://kommune.de/neu',
};
const release = { BAYERNBOX_RELEASE: '1' };
const notarizing = { APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 's' };

describe('a release', () => {
  it('carries no address that nobody can own', () => {
    const blockers = findReleaseBlockers({ branding: placeholder, target: 'linux', env: release });

    expect(blockers).toHaveLength(5);
    expect(blockers.join('\n')).toContain('maintainerAddress');
    expect(findReleaseBlockers({ branding, target: 'linux', env: release })).toEqual([]);
  });

  it.each([
    ['windows', {}, 1],
    ['windows', { WIN_CSC_LINK: '' }, 1],
    ['windows', { WIN_CSC_LINK: 'x' }, 0],
    ['windows', { BAYERNBOX_SIGN_PROGRAM: 'x' }, 0],
    ['macos', {}, 2],
    ['macos', { CSC_LINK: 'x' }, 1],
    ['macos', { CSC_LINK: 'x', APPLE_API_KEY: 'k' }, 1],
    ['macos', { CSC_LINK: 'x', ...notarizing }, 0],
  ] as const)('for %s with the keys %j has %i reasons not to be packed', (target, env, count) => {
    expect(findReleaseBlockers({ branding, target, env: { ...env, ...release } })).toHaveLength(count);
  });

  it('is only what says so: everything may be packed to try it', () => {
    expect(findReleaseBlockers({ branding: placeholder, target: 'macos', env: {} })).toEqual([]);
  });
});
