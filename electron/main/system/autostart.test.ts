import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { setLinuxAutostart } from './autostart.ts';

const branding = { productName: 'BayernBox', executableName: 'bayernbox' };

describe('starting with the system, on Linux', () => {
  it('is an entry of the desktop that can be taken away again', async () => {
    const configDirectory = mkdtempSync(join(tmpdir(), 'bayernbox-autostart-'));
    onTestFinished(() => rm(configDirectory, { recursive: true }));
    const path = join(configDirectory, 'autostart', 'bayernbox.desktop');
    const programPath = '/opt/Bayern Box/$x 100%/bayernbox';

    expect(setLinuxAutostart({ branding, configDirectory, programPath, isOn: true })).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(String.raw`Exec="/opt/Bayern Box/\\$x 100%%/bayernbox" --hidden`);
    expect(setLinuxAutostart({ branding, configDirectory, programPath, isOn: false })).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  it('says so when it cannot be written', () => {
    const directory = mkdtempSync(join(tmpdir(), 'bayernbox-autostart-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const configDirectory = join(directory, 'file');
    writeFileSync(configDirectory, '');

    expect(setLinuxAutostart({ branding, configDirectory, programPath: '/x', isOn: true })).toBe(false);
  });
});
