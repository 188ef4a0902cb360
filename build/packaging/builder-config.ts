import type { Configuration } from 'electron-builder';
import type { Branding } from '#branding/branding.ts';
import { FUSES } from './fuses.ts';
import { addMsiProperties } from './msi-project.ts';
import { isRelease } from './release-check.ts';
import { createWindowsSigning } from './windows-signing.ts';

/** Where the parts of a package come from and where it goes. All paths are absolute. */
export interface PackagePlaces {
  /** The bundles: `program/` and `renderer/`. */
  readonly bundles: string;
  /** `icon.ico`, `icon.icns` and `png/`. */
  readonly icons: string;
  /** The text with the licences of others. */
  readonly licences: string;
  readonly entitlements: string;
  /** Where the packages are written. */
  readonly output: string;
}

export interface BuilderConfigInput {
  readonly branding: Branding;
  readonly places: PackagePlaces;
  /** The system that the package is for, as Node calls it. */
  readonly platform: NodeJS.Platform;
  /** Names of the production packages that only the windows use: those have them in their bundle. */
  readonly windowPackages: readonly string[];
  /** Certificates and the like come from here, never from the repository. */
  readonly env: NodeJS.ProcessEnv;
}

/** The settings of electron-builder for all systems. Pure. */
export function createBuilderConfig(input: BuilderConfigInput): Configuration {
  const { branding, places, env } = input;
  return {
    appId: branding.appId,
    productName: branding.productName,
    copyright: branding.copyright,
    artifactName: `${branding.packageName}-\${version}-\${os}-\${arch}.\${ext}`,
    directories: { output: places.output },
    extraMetadata: {
      name: branding.packageName,
      description: branding.description,
      homepage: branding.homepageUrl,
      author: { name: branding.publisher, email: branding.maintainerAddress },
      main: 'out/program/main.mjs',
      // Both name sources, which are not in the package.
      bin: null,
      imports: null,
      allowScripts: null,
    },
    files: toFilePatterns(input),
    extraResources: [{ from: places.licences, to: 'third-party-licences.txt' }],
    // The system loads binaries from files of their own; all that is script stays where its integrity is checked.
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    electronFuses: FUSES,
    // Its prebuilt binaries use Node's stable interface: nothing has to be built for Electron.
    npmRebuild: false,
    // There is no updater in the program, and no feed is written. Managed computers get the MSI from their operators.
    publish: null,
    // A release that is not signed is not one.
    forceCodeSigning: isRelease(env),
    protocols: [{ name: branding.productName, schemes: [branding.linkScheme] }],
    ...toWindowsConfig(input),
    ...toMacConfig(input),
    ...toLinuxConfig(input),
  };
}

/**
 * The bundles, and the production packages without what only builds or describes them. Everything stands in this one
 * list: patterns of a single system that only leave out would let all other files of the repository in.
 */
function toFilePatterns({ places, platform, windowPackages }: BuilderConfigInput): NonNullable<Configuration['files']> {
  return [
    'package.json',
    ...windowPackages.map((name) => `!node_modules/${name}/**`),
    '!node_modules/keytar/{src,script}/**',
    '!node_modules/keytar/binding.gyp',
    // Only the binary of the system and of the processor that the package is for.
    `!node_modules/keytar/prebuilds/!(${platform}-\${arch})/**`,
    // Draws PDFs where there is no browser; the windows have one.
    '!node_modules/@napi-rs/**',
    // Headers for its compiler, which nobody calls.
    '!node_modules/node-addon-api/**',
    '!node_modules/**/*.{map,ts,mts,cts,tsx,md,markdown,flow}',
    '!node_modules/**/{test,tests,__tests__,docs,examples,benchmark,.github}/**',
    '!node_modules/**/.*',
    { from: places.bundles, to: 'out', filter: ['program/**', 'renderer/**'] },
  ];
}

type WindowsKeys = 'win' | 'msi' | 'nsis' | 'msiProjectCreated';

function toWindowsConfig({ branding, places, env }: BuilderConfigInput): Pick<Configuration, WindowsKeys> {
  const installer = {
    perMachine: true,
    createDesktopShortcut: false,
    createStartMenuShortcut: true,
    shortcutName: branding.productName,
    runAfterFinish: false,
  };
  return {
    win: {
      target: ['msi', 'nsis'].map((target) => ({ target, arch: ['x64' as const] })),
      icon: `${places.icons}/icon.ico`,
      // Whoever installs needs rights; whoever works does not.
      requestedExecutionLevel: 'asInvoker',
      ...createWindowsSigning(env),
    },
    // One click: no page of the installer asks anything, so that `msiexec /qn` and a double click do the same.
    msi: { ...installer, oneClick: true, upgradeCode: branding.msiUpgradeCode },
    msiProjectCreated: (path) => addMsiProperties(path, branding),
    nsis: {
      ...installer,
      oneClick: false,
      allowElevation: true,
      selectPerMachineByDefault: true,
      allowToChangeInstallationDirectory: true,
      // What a person has synced and set up outlives the program, and another one may be put in its place.
      deleteAppDataOnUninstall: false,
      differentialPackage: false,
      guid: branding.nsisGuid,
      installerLanguages: ['de_DE', 'en_US'],
      uninstallUrlHelp: branding.helpUrl,
      uninstallUrlInfoAbout: branding.homepageUrl,
      uninstallUrlUpdateInfo: branding.updateInfoUrl,
    },
  };
}

function toMacConfig({ places, env }: BuilderConfigInput): Pick<Configuration, 'mac' | 'dmg'> {
  return {
    mac: {
      target: ['dmg', 'zip'].map((target) => ({ target, arch: ['x64' as const, 'arm64' as const] })),
      icon: `${places.icons}/icon.icns`,
      category: 'public.app-category.productivity',
      hardenedRuntime: true,
      entitlements: places.entitlements,
      entitlementsInherit: places.entitlements,
      // electron-builder finds the key of Apple's service in the environment; without one there is nothing to ask.
      notarize: env['APPLE_API_KEY'] !== undefined,
    },
    dmg: { sign: true, writeUpdateInfo: false },
  };
}

function toLinuxConfig({ branding, places }: BuilderConfigInput): Pick<Configuration, 'linux' | 'deb'> {
  return {
    linux: {
      target: ['AppImage', 'deb'].map((target) => ({ target, arch: ['x64' as const] })),
      icon: `${places.icons}/png`,
      category: 'Utility',
      executableName: branding.executableName,
      maintainer: `${branding.publisher} <${branding.maintainerAddress}>`,
      vendor: branding.publisher,
      synopsis: branding.description,
    },
    // The keychain of the desktop; without one a sign-in lasts as long as the program runs.
    deb: { packageName: branding.packageName, recommends: ['libsecret-1-0', 'gnome-keyring'] },
  };
}
