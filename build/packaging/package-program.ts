import { Arch, Platform, build } from 'electron-builder';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Branding } from '#branding/branding.ts';
import { findLicenceBreaches } from '../checks/licences.ts';
import { manifestSchema } from '../checks/lock-file.ts';
import { writeProgramIcons } from '../icons/program-icons.ts';
import { bundleProgram } from '../start/bundle.ts';
import type { DeployedFile } from './bill-of-materials.ts';
import { createBillOfMaterials } from './bill-of-materials.ts';
import type { PackagePlaces } from './builder-config.ts';
import { createBuilderConfig } from './builder-config.ts';
import { collectLicences, writeLicenceTexts } from './licence-texts.ts';
import type { ProductionPackage } from './production-packages.ts';
import { findRuntimePackages, readProductionPackages } from './production-packages.ts';
import { writeStandInRuntime } from './stand-in-runtime.ts';

/** `dry-run` packs for Linux around a runtime that only stands for Electron: no network, no installer. */
export type PackageTarget = 'dry-run' | 'windows' | 'macos' | 'linux';

export interface PackageInput {
  /** Top of the repository. */
  readonly root: string;
  readonly target: PackageTarget;
  readonly branding: Branding;
  /** Where that branding was read from. */
  readonly brandingFile: string;
  /** Where everything is written: an empty directory, or one that is not there yet. */
  readonly output: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What was written. */
export interface Packaged {
  /** Paths of the installers; none in a dry run. */
  readonly installers: readonly string[];
  readonly billOfMaterials: string;
  readonly licences: string;
}

const versionsSchema = manifestSchema.extend({ version: z.string() });

/** Bundles, packs, and writes the bill of materials and the licences beside it. Throws an error that says what is wrong. */
export async function packageProgram(input: PackageInput): Promise<Packaged> {
  const { root, output } = input;
  const places = toPlaces(root, output);
  const packages = readProductionPackages(root);
  const breaches = findLicenceBreaches(packages.map(({ path, licence }) => ({ path, licence })));
  if (breaches.length > 0) throw new Error(`the licences do not allow it:\n${breaches.join('\n')}`);
  await bundleProgram(root, { output: places.bundles, brandingFile: input.brandingFile });
  await writeProgramIcons(places.icons, input.branding.iconSvg);
  writeFileSync(places.licences, writeLicenceTexts(collectLicences(root, packages)));
  const runtime = findRuntimePackages(join(places.bundles, 'program'), packages);
  const windowPackages = packages.filter(({ path }) => !runtime.has(path)).map(toFolder);
  const installers = await runBuilder(input, { places, windowPackages });
  const deployed = input.target === 'dry-run' ? [join(output, 'linux-unpacked', 'resources', 'app.asar')] : installers;
  const billOfMaterials = writeBill(input, { packages, files: deployed.map(toDeployedFile) });
  return { installers, billOfMaterials, licences: places.licences };
}

/** Writes the bill of materials, and the sums of it and of what is given to people. Returns the path of the bill. */
function writeBill(
  { root, branding, output }: PackageInput,
  parts: { readonly packages: readonly ProductionPackage[]; readonly files: readonly DeployedFile[] },
): string {
  const manifest = versionsSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const bill = createBillOfMaterials({
    branding,
    version: manifest.version,
    direct: Object.keys(manifest.dependencies).map((name) => `node_modules/${name}`),
    electronVersion: manifest.devDependencies['electron'] ?? '',
    madeAt: new Date(),
    ...parts,
  });
  const path = join(output, `${branding.packageName}-${manifest.version}.cdx.json`);
  writeFileSync(path, bill);
  const sums = [...parts.files, toDeployedFile(path)].map(({ sha512, name }) => `${sha512}  ${name}\n`);
  writeFileSync(join(output, 'SHA512SUMS'), sums.join(''));
  return path;
}

function toPlaces(root: string, output: string): PackagePlaces {
  const parts = join(output, 'parts');
  mkdirSync(parts, { recursive: true });
  return {
    bundles: join(parts, 'bundles'),
    icons: join(parts, 'icons'),
    licences: join(output, 'third-party-licences.txt'),
    entitlements: join(root, 'build', 'packaging', 'entitlements.mac.plist'),
    output,
  };
}

function toFolder({ path }: ProductionPackage): string {
  return path.slice('node_modules/'.length);
}

async function runBuilder(
  { root, target, branding, env, output }: PackageInput,
  parts: { readonly places: PackagePlaces; readonly windowPackages: readonly string[] },
): Promise<readonly string[]> {
  const builderPlatform = target === 'dry-run' ? Platform.LINUX : toBuilderPlatform(target);
  const config = createBuilderConfig({ branding, env, platform: builderPlatform.nodeName, ...parts });
  const shared = { projectDir: root, publish: 'never' as const };
  if (target !== 'dry-run') return build({ ...shared, config, targets: builderPlatform.createTarget() });
  const electronDist = join(output, 'parts', 'runtime');
  writeStandInRuntime(electronDist);
  await build({
    ...shared,
    config: { ...config, electronDist },
    targets: builderPlatform.createTarget('dir', Arch.x64),
  });
  return [];
}

function toBuilderPlatform(target: Exclude<PackageTarget, 'dry-run'>): Platform {
  switch (target) {
    case 'windows':
      return Platform.WINDOWS;
    case 'macos':
      return Platform.MAC;
    case 'linux':
      return Platform.LINUX;
    default:
      return target satisfies never;
  }
}

function toDeployedFile(path: string): DeployedFile {
  const kind = /\.(exe|msi|AppImage)$/.test(path) ? 'executable' : 'archive';
  return { name: basename(path), sha512: createHash('sha512').update(readFileSync(path)).digest('hex'), kind };
}
