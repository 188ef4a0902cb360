import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findBrandingFile, readBranding } from '#branding/branding-file.ts';
import { otherBrandingFile } from '#branding/examples/examples.ts';
import type { BuilderConfigInput } from './builder-config.ts';
import { createBuilderConfig } from './builder-config.ts';
import { readMsiTemplate, validateByBuilder } from './electron-builder-parts.ts';
import { withMsiProperties } from './msi-project.ts';
import { createWindowsSigning } from './windows-signing.ts';

const branding = readBranding(findBrandingFile({}));
const places = { bundles: '/b', icons: '/i', licences: '/l.txt', entitlements: '/e.plist', output: '/o' };

function createConfig(changes: Partial<BuilderConfigInput> = {}) {
  return createBuilderConfig({ branding, places, platform: 'linux', windowPackages: ['react'], env: {}, ...changes });
}

describe('the settings of electron-builder', () => {
  it.each(['win32', 'darwin', 'linux'] as const)('are what its own schema allows, for %s', async (platform) => {
    const env = { BAYERNBOX_SIGN_PROGRAM: '/usr/bin/true', BAYERNBOX_RELEASE: '1', APPLE_API_KEY: 'x' };

    await expect(validateByBuilder(createConfig({ platform }))).resolves.toBeUndefined();
    await expect(validateByBuilder(createConfig({ platform, env }))).resolves.toBeUndefined();
    await expect(validateByBuilder({ ...createConfig({ platform }), msi: { reboot: true } })).rejects.toThrow(
      'configuration.msi',
    );
  });

  it('install for the whole computer, ask nothing and put nothing on the desktop', () => {
    const { msi, nsis, win } = createConfig();

    expect(msi).toMatchObject({
      perMachine: true,
      oneClick: true,
      createDesktopShortcut: false,
      runAfterFinish: false,
    });
    expect(nsis).toMatchObject({ perMachine: true, createDesktopShortcut: false, runAfterFinish: false });
    expect(win).toMatchObject({ requestedExecutionLevel: 'asInvoker' });
  });

  it('keep what a person has set up when the program is removed', () => {
    expect(createConfig().nsis).toMatchObject({ deleteAppDataOnUninstall: false });
  });

  it('write no feed of updates, so that no installed program looks for one', () => {
    expect(createConfig()).toMatchObject({ publish: null, nsis: { differentialPackage: false } });
    expect(createConfig().dmg).toMatchObject({ writeUpdateInfo: false });
  });

  it('let nobody run other scripts as this program, by fuses', () => {
    expect(createConfig().electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
    });
  });

  it('harden the runtime of macOS, with the one exception that V8 needs', () => {
    const entitlements = readFileSync(new URL('entitlements.mac.plist', import.meta.url), 'utf8');

    expect(createConfig().mac).toMatchObject({ hardenedRuntime: true, entitlements: '/e.plist' });
    expect(entitlements.match(/com\.apple\.[\w.-]+/g)).toEqual(['com.apple.security.cs.allow-jit']);
  });

  it('name the product in no other place than the branding file', () => {
    const config = createConfig({ branding: readBranding(otherBrandingFile) });

    expect(JSON.stringify(config)).toContain('Nordspeicher');
    expect(JSON.stringify(config)).not.toMatch(/bayern/i);
  });
});

describe('signing', () => {
  it('calls the program that the environment names, once for each file', async () => {
    const calls: (readonly string[])[] = [];
    const env = { BAYERNBOX_SIGN_PROGRAM: '/opt/sign' };
    const { signtoolOptions } = createWindowsSigning(env, (...call) => calls.push(call));

    const sign = signtoolOptions?.sign as ((task: { readonly path: string }) => Promise<void>) | undefined;
    await sign?.({ path: 'C:/x.exe' });

    expect(calls).toEqual([['/opt/sign', 'C:/x.exe']]);
  });

  it('that fails ends the packaging', async () => {
    const { signtoolOptions } = createWindowsSigning({ BAYERNBOX_SIGN_PROGRAM: '/nowhere/signer' });
    const sign = signtoolOptions?.sign as ((task: { readonly path: string }) => Promise<void>) | undefined;

    await expect(sign?.({ path: 'C:/x.exe' })).rejects.toThrow('ENOENT');
  });

  it('is a must for a release, and left out where nobody has a key', () => {
    expect(createConfig({ env: { BAYERNBOX_RELEASE: '1' } }).forceCodeSigning).toBe(true);
    expect(createConfig()).toMatchObject({ forceCodeSigning: false, mac: { notarize: false } });
    expect(createWindowsSigning({})).toEqual({});
  });
});

describe('the MSI', () => {
  const project = withMsiProperties(readMsiTemplate(), { ...branding, helpUrl: 'https://h.example/?a="1"&b' });

  it('never restarts a computer, and closes nobody’s program', () => {
    expect(project).toContain('<Property Id="REBOOT" Value="ReallySuppress"/>');
    expect(project).toContain('<Property Id="MSIRESTARTMANAGERCONTROL" Value="DisableShutdown"/>');
  });

  it('names where to find help', () => {
    expect(project).toContain('<Property Id="ARPHELPLINK" Value="https://h.example/?a=&quot;1&quot;&amp;b"/>');
    expect(project).toContain(`<Property Id="ARPURLINFOABOUT" Value="${branding.homepageUrl}"/>`);
  });

  it('is not built at all when electron-builder describes it otherwise', () => {
    expect(() => withMsiProperties('<Wix></Wix>', branding)).toThrow('not built as expected');
  });
});
