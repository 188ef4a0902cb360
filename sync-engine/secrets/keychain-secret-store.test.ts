import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startKeyringSession } from './keyring-session.ts';

const PROGRAM = fileURLToPath(new URL('secret-store-process.ts', import.meta.url));

/** What writing and reading told, in a process of its own: a process stays with the first bus that it has seen. */
async function useKeychain(environment: Readonly<Record<string, string>>, timeoutMs = 15_000): Promise<unknown> {
  const { PATH = '', HOME = '' } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, String(timeoutMs)], {
    env: { PATH, HOME, ...environment },
  });
  return JSON.parse(stdout);
}

describe.runIf(process.platform === 'linux')('a keychain that cannot be used', () => {
  it('is told as missing where no session bus is', async () => {
    const [written, read] = (await useKeychain({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' })) as unknown[];

    expect([written, read]).toMatchObject([
      { ok: false, failure: 'no-keychain' },
      { ok: false, failure: 'no-keychain' },
    ]);
    expect(JSON.stringify([written, read])).not.toContain('Geheim');
  });

  it('is told as locked where nobody has opened it', async () => {
    await using session = await startKeyringSession('locked');

    const outcomes = await useKeychain(session.environment);

    expect(outcomes).toMatchObject([{ ok: false, failure: 'keychain-locked' }, { ok: true }]);
    expect(JSON.stringify(outcomes)).not.toContain('Geheim');
  });

  it('is told as silent where it does not answer in time', async () => {
    await using session = await startKeyringSession('open');

    expect(await useKeychain(session.environment, 0)).toMatchObject([
      { ok: false, failure: 'keychain-silent' },
      { ok: false, failure: 'keychain-silent' },
    ]);
  });
});
