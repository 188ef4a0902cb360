import { describe, expect, it } from 'vitest';
import type { ProxyView } from '#policies/proxy-settings.ts';
import { parseDraft, toDraft } from './proxy-draft.ts';

const STORED: ProxyView = {
  settings: { kind: 'manual', scheme: 'http', host: 'proxy.de', port: 3128, bypass: ['.intern.de'], userName: 'anna' },
  password: 'in-keychain',
};
const draft = toDraft(STORED);

describe('the form of the proxy', () => {
  it('that was not changed says what is stored, without a password', () => {
    expect(parseDraft(draft, STORED)).toEqual({ settings: STORED.settings });
  });

  it.each(['system', 'direct'] as const)('needs nothing else for „%s“', (kind) => {
    expect(parseDraft({ ...draft, kind, host: '', port: 'x' }, STORED)).toEqual({ settings: { kind } });
  });

  it('sends a password that was typed, and none without a user name', () => {
    const typed = { ...draft, password: 'neu' };
    const { userName: _, ...anonymous } = STORED.settings as Extract<ProxyView['settings'], { kind: 'manual' }>;

    expect(parseDraft(typed, STORED)).toEqual({ settings: STORED.settings, password: 'neu' });
    expect(parseDraft({ ...typed, userName: ' ' }, STORED)).toEqual({ settings: anonymous });
  });

  it.each([
    ['another address', { host: 'anderer.de' }],
    ['another port', { port: '8080' }],
    ['another way to the proxy', { scheme: 'https' }],
    ['another user name', { userName: 'bernd' }],
  ] as const)('wants the password again for %s', (_name, changed) => {
    expect(parseDraft({ ...draft, ...changed }, STORED)).toEqual({ faults: { password: 'passwordMissing' } });
  });

  it('wants a password where none is stored', () => {
    expect(parseDraft(draft, { ...STORED, password: 'missing' })).toEqual({ faults: { password: 'passwordMissing' } });
  });

  it('names everything that cannot be taken, each at its field', () => {
    const wrong = { ...draft, host: 'http://proxy', port: '99999', bypass: 'gut.de, http://schlecht', userName: '' };

    expect(parseDraft(wrong, STORED)).toEqual({
      faults: { host: 'hostError', port: 'portError', bypass: 'bypassError', bypassEntry: 'http://schlecht' },
    });
    expect(parseDraft({ ...draft, host: ' ' }, STORED)).toMatchObject({ faults: { host: 'hostMissing' } });
    expect(parseDraft({ ...draft, bypass: 'a.de '.repeat(501) }, STORED)).toEqual({
      faults: { bypass: 'bypassTooLong' },
    });
  });
});
