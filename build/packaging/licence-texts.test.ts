import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFileSchema } from '../checks/lock-file.ts';
import { listFiles, repositoryRoot } from '../checks/source-files.ts';
import { collectLicences, writeLicenceTexts } from './licence-texts.ts';
import { readProductionPackages } from './production-packages.ts';

const packages = readProductionPackages(repositoryRoot);
const licences = collectLicences(repositoryRoot, packages);

describe('the licences that are given away with the program', () => {
  it('are of every package that the lock file gives to people, none left out', () => {
    const lock = lockFileSchema.parse(JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')));
    const given = Object.entries(lock.packages)
      .filter(([path, { dev, optional }]) => path !== '' && dev !== true && optional !== true)
      .map(([path]) => path);

    expect(given.length).toBeGreaterThan(20);
    expect(packages.map(({ path }) => path).toSorted()).toEqual(given.toSorted());
    expect(licences.items.map(({ name }) => name)).toEqual(expect.arrayContaining(packages.map(({ name }) => name)));
  });

  it('have a text and the name of a licence each, and begin with our own', () => {
    expect(licences.items.filter(({ text, licence }) => text.length < 20 || licence === '')).toEqual([]);
    expect(licences.own.text).toContain('EUROPEAN UNION PUBLIC LICENCE');
  });

  it('name the fonts that the windows bring, with the notice that these carry inside', () => {
    const styles = listFiles(join(repositoryRoot, 'renderer', 'styles')).filter((path) => path.endsWith('.css'));
    const fonts = styles.flatMap((path) =>
      [...readFileSync(join(repositoryRoot, 'renderer', 'styles', path), 'utf8').matchAll(/fonts\/([\w-]+)\.css/g)].map(
        ([, name]) => name,
      ),
    );

    expect(new Set(fonts)).toEqual(new Set(['fira-sans']));
    expect(licences.items.find(({ name }) => name === 'Fira Sans')).toMatchObject({ licence: 'OFL-1.1' });
    expect(writeLicenceTexts(licences)).toContain('2012-2015, The Mozilla Foundation and Telefonica S.A.');
  });
});
