import { z } from 'zod';

const versions = z.record(z.string(), z.string());

const packageSchema = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: versions.optional(),
  devDependencies: versions.optional(),
  optionalDependencies: versions.optional(),
});

/** What the checks read of package-lock.json. */
export const lockFileSchema = z.object({
  lockfileVersion: z.number(),
  packages: z.record(z.string(), packageSchema),
});

/** What the checks read of package.json. */
export const manifestSchema = z.object({
  dependencies: versions,
  devDependencies: versions,
  allowScripts: z.record(z.string(), z.boolean()),
});

/** A parsed package-lock.json. */
export type LockFile = z.infer<typeof lockFileSchema>;
/** A parsed package.json. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Packages that bring an install script, and why that is in order. Any other one is a breach. */
const knownInstallScripts: ReadonlyMap<string, string> = new Map([
  ['node_modules/node', 'allowed: puts the Node of the lock file into node_modules, from the npm registry'],
  ['node_modules/keytar', 'denied: its prebuilt binaries are inside the package, nothing needs to be built'],
  ['node_modules/electron-winstaller', 'denied: chooses an archiver for a kind of installer that we do not build'],
]);

function checkEntry(path: string, entry: LockFile['packages'][string]): readonly string[] {
  const breaches: string[] = [];
  if (entry.resolved !== undefined) breaches.push(`${path}: names a host ("resolved")`);
  if (entry.integrity === undefined) breaches.push(`${path}: has no integrity`);
  if (entry.version === undefined) breaches.push(`${path}: has no version`);
  if (entry.hasInstallScript === true && !knownInstallScripts.has(path)) {
    breaches.push(`${path}: has an install script that nobody has judged`);
  }
  return breaches;
}

function findUnlistedPlatforms(lock: LockFile): readonly string[] {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !(`${path}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages))
      .map((name) => `${path}: its optional package ${name} is not in the lock file`),
  );
}

const exactVersion = /^(npm:(@[a-z0-9-]+\/)?[a-z0-9-]+@)?\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/;

function findLooseVersions(manifest: Manifest): readonly string[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => `package.json: ${name} ${version} is not an exact version`);
}

function findDrift(lock: LockFile, manifest: Manifest): readonly string[] {
  const root = lock.packages[''];
  const locked = { ...root?.dependencies, ...root?.devDependencies };
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  return [...new Set([...Object.keys(locked), ...Object.keys(wanted)])]
    .filter((name) => locked[name] !== wanted[name])
    .map((name) => `${name}: package.json and the lock file differ`);
}

function findAllowedScripts(manifest: Manifest): readonly string[] {
  return Object.entries(manifest.allowScripts)
    .filter(
      ([name, isAllowed]) =>
        isAllowed && knownInstallScripts.get(`node_modules/${name}`)?.startsWith('allowed') !== true,
    )
    .map(([name]) => `package.json: allows the install script of ${name} without a reason on record`);
}

/** Everything that would make `npm ci` differ between machines, or run code that nobody looked at. */
export function findLockFileBreaches(lock: LockFile, manifest: Manifest): readonly string[] {
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
  return [
    ...(lock.lockfileVersion === 3 ? [] : [`lock file version ${lock.lockfileVersion} instead of 3`]),
    ...(entries.length > 0 ? [] : ['the lock file lists no package']),
    ...entries.flatMap(([path, entry]) => checkEntry(path, entry)),
    ...findUnlistedPlatforms(lock),
    ...findLooseVersions(manifest),
    ...findDrift(lock, manifest),
    ...findAllowedScripts(manifest),
  ];
}
