import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowedLicences, findLicenceBreaches, oddPackages, readInstalledPackages } from './licences.ts';
import { lockFileSchema } from './lock-file.ts';
import { repositoryRoot } from './source-files.ts';

const lock = lockFileSchema.parse(JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')));
const installed = readInstalledPackages(join(repositoryRoot, 'node_modules'));

describe('licences', () => {
  it('of all locked packages, for every platform, are on the list', () => {
    const locked = Object.entries(lock.packages).map(([path, entry]) => ({ path, licence: entry.license }));

    expect(findLicenceBreaches(locked)).toEqual([]);
  });

  it('of all installed packages are on the list', () => {
    expect(findLicenceBreaches(installed)).toEqual([]);
  });

  it('are also read of what the installer of node fetched on its own', () => {
    expect(installed.map(({ path }) => path)).toContainEqual(
      expect.stringMatching(/[\\/]node[\\/]node_modules[\\/]node-(bin-)?(linux|darwin|win)-[a-z0-9]+$/),
    );
  });

  it('copyleft per file stays out of what we ship', () => {
    const shipped = Object.entries(lock.packages).filter(
      ([, entry]) => entry.license === 'MPL-2.0' && entry.dev !== true,
    );

    expect(shipped).toEqual([]);
  });

  it('each have a reason, and every odd package is one we have', () => {
    expect([...allowedLicences.values(), ...oddPackages.values()].filter((reason) => reason === '')).toEqual([]);
    expect([...oddPackages.keys()].filter((name) => !(`node_modules/${name}` in lock.packages))).toEqual([]);
  });

  it.each(['SSPL-1.0', 'UNLICENSED', 'GPL-3.0-only', '(MIT AND SSPL-1.0)', '(SSPL-1.0 OR BUSL-1.1)', undefined])(
    'refuse %s',
    (licence) => {
      expect(findLicenceBreaches([{ path: 'node_modules/x', licence }])).toHaveLength(1);
    },
  );

  it.each(['MIT', '(MIT OR SSPL-1.0)', 'MIT AND ISC'])('accept %s', (licence) => {
    expect(findLicenceBreaches([{ path: 'node_modules/x', licence }])).toEqual([]);
  });

  it('are refused when no package is found at all', () => {
    expect(findLicenceBreaches([])).toEqual(['no package found']);
  });
});
