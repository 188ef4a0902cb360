import { describe, expect, it } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import { findDeepLink, parseDeepLink } from './deep-link.ts';

const folder = sampleFolder({ folderId: 'f1' });

describe('a link into the program', () => {
  it.each([
    ['bayernbox://open?view=settings', { kind: 'view', view: 'settings' }],
    ['bayernbox://open?folder=f1', { kind: 'item', folderId: 'f1', path: '' }],
    ['bayernbox://open?folder=f1&path=Amt%2FBrief.odt', { kind: 'item', folderId: 'f1', path: 'Amt/Brief.odt' }],
  ])('%s leads to %j', (link, target) => {
    expect(parseDeepLink(link, { scheme: 'bayernbox', folders: [folder] })).toEqual(target);
  });

  it.each([
    'bayernbox://open',
    'bayernbox://open?view=unknown',
    'bayernbox://open?folder=other&path=x',
    'bayernbox://open?folder=f1&path=..%2F..%2Fetc%2Fpasswd',
    'bayernbox://open?folder=f1&path=%2Fetc',
    'bayernbox://remove?folder=f1',
    'https://open/?view=settings',
    'no link',
    `bayernbox://open?folder=f1&path=${'x'.repeat(3_000)}`,
  ])('%.60s leads nowhere', (link) => {
    expect(parseDeepLink(link, { scheme: 'bayernbox', folders: [folder] })).toEqual({ kind: 'ignored' });
  });

  it('is found among the arguments of a second start', () => {
    expect(findDeepLink(['bayernbox', '--hidden', 'bayernbox://open?view=help'], 'bayernbox')).toBe(
      'bayernbox://open?view=help',
    );
    expect(findDeepLink(['bayernbox'], 'bayernbox')).toBeUndefined();
  });
});
