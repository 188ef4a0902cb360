import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lockFileSchema } from '../checks/lock-file.ts';

/** A package that is part of the product. */
export interface ProductionPackage {
  /** Its place, such as `node_modules/zod`. */
  readonly path: string;
  /** Its own name, which an alias in our manifest may hide. */
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** SHA-512 of the archive that the registry gives, in base64. */
  readonly sha512: string;
  /** Places of the packages that it needs. */
  readonly needs: readonly string[];
}

const manifestSchema = z.object({ name: z.string() });

/** The packages that are part of the product: the lock file without what only builds and tests it, or is optional. */
export function readProductionPackages(root: string): readonly ProductionPackage[] {
  const lock = lockFileSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const entries = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && entry.dev !== true && entry.optional !== true,
  );
  const places = new Set(entries.map(([path]) => path));
  return entries
    .filter(([path]) => existsSync(join(root, path, 'package.json')))
    .map(([path, entry]) => {
      const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')));
      const names = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
      return {
        path,
        name: manifest.name,
        version: entry.version ?? '',
        licence: entry.license ?? '',
        sha512: (entry.integrity ?? '').replace(/^sha512-/, ''),
        needs: names.flatMap((name) => findPlace(path, name, places) ?? []),
      };
    });
}

/** Where Node finds `name` from `path`: in the nearest `node_modules`. */
function findPlace(path: string, name: string, places: ReadonlySet<string>): string | undefined {
  for (let from = path; ; from = from.slice(0, from.lastIndexOf('/node_modules/'))) {
    const place = `${from}/node_modules/${name}`;
    if (places.has(place)) return place;
    if (!from.includes('/node_modules/')) break;
  }
  const place = `node_modules/${name}`;
  return places.has(place) ? place : undefined;
}

/** The packages that the bundles in `directory` load when they run, and all that those need. */
export function findRuntimePackages(directory: string, packages: readonly ProductionPackage[]): ReadonlySet<string> {
  const known = new Map(packages.map((one) => [one.path, one]));
  const found = new Set<string>();
  const waiting = listImportedNames(directory).map((name) => `node_modules/${name}`);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const one = known.get(path);
    if (one === undefined || found.has(path)) continue;
    found.add(path);
    waiting.push(...one.needs);
  }
  return found;
}

/** Names of the packages in `import` and `import()`; a text that looks like one does no harm, since no package has it. */
function listImportedNames(directory: string): readonly string[] {
  const files = readdirSync(directory).filter((name) => /\.[cm]js$/.test(name));
  return files.flatMap((file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    const imports = text.matchAll(
      /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*["'`](@[^/"'`]+\/[^/"'`]+|[^./"'`@][^/"'`]*)/g,
    );
    return [...imports].flatMap(([, name]) => name ?? []);
  });
}
