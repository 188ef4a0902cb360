import { afterEach, expect, it, vi } from 'vitest';
import { askSystem } from './computer-conditions.ts';

afterEach(() => vi.unstubAllEnvs());

it('a program of the system that is asked gets none of the passwords that this command was given', async () => {
  vi.stubEnv('BAYERNBOX_PASSWORD', 'secret-of-anna');
  vi.stubEnv('LANG', 'de_DE.UTF-8');

  const script = 'process.env.BAYERNBOX_PASSWORD ?? process.env.LANG';

  expect(await askSystem({ program: process.execPath, args: ['-p', script] })).toBe('de_DE.UTF-8\n');
});
