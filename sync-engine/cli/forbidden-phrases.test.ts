import { describe, expect, it } from 'vitest';
import { policiesSchema } from '#policies/policies.ts';
import type { ForbiddenCode } from './follow-rules.ts';
import { describeForbidden, FORBIDDEN_TEXTS } from './forbidden-phrases.ts';

const CODES = Object.keys(FORBIDDEN_TEXTS) as readonly ForbiddenCode[];
const servers = [{ name: 'Stadt Musterstadt', url: 'https://box.musterstadt.example' }];
const rules = {
  organisation: { policies: policiesSchema.parse({ enforced: { servers } }) },
  path: '/etc/x/tenant.json',
};

describe('what the organisation does not allow', () => {
  it.each(CODES)('is said in German and English, with the file that says so: %s', (code) => {
    const [german, english] = (['de', 'en'] as const).map((language) =>
      describeForbidden({ kind: 'forbidden', code, subject: '$& x' }, rules, language),
    );

    expect(german).toMatch(/Ihre[r]? Organisation.*\. \(\/etc\/x\/tenant\.json\)$/s);
    expect(english).toMatch(/[Yy]our organisation.*\. \(\/etc\/x\/tenant\.json\)$/s);
    expect(`${german} ${english}`).not.toMatch(/\{\w+\}/);
    expect(german).not.toContain(code);
  });

  it('names the servers of the organisation and the one that is none of them', () => {
    const text = describeForbidden(
      { kind: 'forbidden', code: 'server-not-allowed', subject: 'https://x' },
      rules,
      'de',
    );

    expect(text).toContain('Stadt Musterstadt (https://box.musterstadt.example). Nicht dabei ist https://x.');
  });
});
