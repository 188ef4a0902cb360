import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBrowser } from './open-browser.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bayernbox-browser-'));
  vi.stubEnv('PATH', `${directory}:/usr/bin:/bin`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

// The other systems' programs are part of the system and would open a real window.
describe.runIf(process.platform === 'linux')('the browser', () => {
  it('gets the address as one argument, whatever signs it holds', async () => {
    const address = "https://id.example.org/?a=1&b=$(touch x)&c='%20;d";
    const program = join(directory, 'xdg-open');
    writeFileSync(
      program,
      `#!/bin/sh\nprintf '%s|' "$@" > "${directory}/new" && mv "${directory}/new" "${directory}/seen"\n`,
    );
    chmodSync(program, 0o755);

    openBrowser(address);

    await vi.waitUntil(() => existsSync(join(directory, 'seen')), { timeout: 15_000 });
    expect(readFileSync(join(directory, 'seen'), 'utf8')).toBe(`${address}|`);
  });

  it('gets none of the passwords that this command was given', async () => {
    vi.stubEnv('BAYERNBOX_PROXY_PASSWORD', 'secret-of-the-proxy');
    vi.stubEnv('LANG', 'de_DE.UTF-8');
    const program = join(directory, 'xdg-open');
    writeFileSync(program, `#!/bin/sh\nenv > "${directory}/new" && mv "${directory}/new" "${directory}/seen"\n`);
    chmodSync(program, 0o755);

    openBrowser('https://id.example.org/');

    await vi.waitUntil(() => existsSync(join(directory, 'seen')), { timeout: 15_000 });
    const seen = readFileSync(join(directory, 'seen'), 'utf8');
    expect(seen).toContain('LANG=de_DE.UTF-8');
    expect(seen).not.toContain('secret');
  });

  it('that is not there is no failure: the address was shown', async () => {
    vi.stubEnv('PATH', directory);

    expect(() => openBrowser('https://id.example.org/')).not.toThrow();
    // An error without a listener would end the process now.
    await new Promise((resolve) => void setImmediate(() => setImmediate(resolve)));
  });
});
