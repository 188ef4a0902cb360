import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Licences } from '#ipc/licences.ts';
import type { ProductionPackage } from './production-packages.ts';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const RULE = '='.repeat(80);

/**
 * What lies in packages of others and has a licence of its own, which they do not bring along. The notice of the fonts is
 * that of their own name table.
 */
const PARTS = [
  {
    name: 'Fira Sans',
    version: '4.106',
    licence: 'OFL-1.1',
    text: join('build', 'packaging', 'licences', 'fira-sans.txt'),
    from: '@kern-ux/native',
  },
] as const;

/** Our own licence, and those of everything of others that is given away with the program, by name. */
export function collectLicences(root: string, packages: readonly ProductionPackage[]): Licences {
  const read = (...path: readonly string[]): string =>
    readFileSync(join(root, ...path), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim();
  const ofPackages = packages.map(({ name, version, licence, path }) => {
    const notices = readNotices(join(root, path));
    const text = notices === '' ? `No text of its own comes with it. Its licence is ${licence}.` : notices;
    return { name, version, licence, text };
  });
  const ofParts = PARTS.filter(({ from }) => packages.some(({ name }) => name === from)).map(
    ({ name, version, licence, text }) => ({ name, version, licence, text: read(text) }),
  );
  const items = [...ofPackages, ...ofParts].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return { own: { licence: 'EUPL-1.2', text: read('LICENSE') }, items };
}

/**
 * The text that goes with the program: for every package of others its name, licence and notices. Electron and Chromium
 * bring files of their own, which electron-builder puts beside the program.
 */
export function writeLicenceTexts({ items }: Licences): string {
  const parts = items.map(
    ({ name, version, licence, text }) => `${RULE}\n${name} ${version}\nLicence: ${licence}\n\n${text}\n`,
  );
  const intro =
    'Software of others in this program. Licences of Electron and Chromium: LICENSE.electron.txt and\n' +
    'LICENSES.chromium.html beside the program.\n';
  return [intro, ...parts].join('\n');
}

function readNotices(directory: string): string {
  if (!existsSync(directory)) return '';
  return readdirSync(directory)
    .filter((name) => LICENCE_FILE.test(name))
    .toSorted()
    .map((name) => readFileSync(join(directory, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}
