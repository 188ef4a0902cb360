import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LockFile, Manifest } from './lock-file.ts';
import { findLockFileBreaches, lockFileSchema, manifestSchema } from './lock-file.ts';
import { repositoryRoot } from './source-files.ts';

const manifest: Manifest = { dependencies: { axios: '1.2.3' }, devDependencies: {}, allowScripts: {} };

function lockWith(entry: Partial<LockFile['packages'][string]>): LockFile {
  return {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { axios: '1.2.3' } },
      'node_modules/axios': { version: '1.2.3', integrity: 'sha512-x', ...entry },
    },
  };
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(repositoryRoot, name), 'utf8'));
}

describe('lock file', () => {
  it('installs the same packages everywhere and runs no unknown script', () => {
    const lock = lockFileSchema.parse(readJson('package-lock.json'));

    expect(findLockFileBreaches(lock, manifestSchema.parse(readJson('package.json')))).toEqual([]);
  });

  it('keeps install scripts off by default', () => {
    expect(readFileSync(join(repositoryRoot, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  it('passes a sound sample', () => {
    expect(findLockFileBreaches(lockWith({}), manifest)).toEqual([]);
  });

  it.each([
    [{ resolved: 'https://registry.example/axios.tgz' }, 'node_modules/axios: names a host ("resolved")'],
    [{ integrity: undefined }, 'node_modules/axios: has no integrity'],
    [{ version: undefined }, 'node_modules/axios: has no version'],
    [{ hasInstallScript: true }, 'node_modules/axios: has an install script that nobody has judged'],
    [
      { optionalDependencies: { 'axios-linux': '1.0.0' } },
      'node_modules/axios: its optional package axios-linux is not in the lock file',
    ],
  ])('is refused with %j', (entry, breach) => {
    expect(findLockFileBreaches(lockWith(entry), manifest)).toEqual([breach]);
  });

  it('is refused when a version is a range', () => {
    expect(findLockFileBreaches(lockWith({}), { ...manifest, dependencies: { axios: '^1.2.3' } })).toEqual([
      'package.json: axios ^1.2.3 is not an exact version',
      'axios: package.json and the lock file differ',
    ]);
  });

  it('is refused when an install script is allowed without a reason', () => {
    expect(findLockFileBreaches(lockWith({}), { ...manifest, allowScripts: { axios: true } })).toEqual([
      'package.json: allows the install script of axios without a reason on record',
    ]);
  });

  it('is refused when it is empty', () => {
    const empty = { lockfileVersion: 2, packages: {} };

    expect(findLockFileBreaches(empty, { dependencies: {}, devDependencies: {}, allowScripts: {} })).toEqual([
      'lock file version 2 instead of 3',
      'the lock file lists no package',
    ]);
  });
});
