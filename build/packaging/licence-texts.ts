import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProductionPackage } from './production-packages.ts';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const RULE = '='.repeat(80);

/**
 * The text that goes with the program: for every package of others its name, licence and notices. Electron and Chromium
 * bring files of their own, which electron-builder puts beside the program.
 */
export function writeLicenceTexts(root: string, packages: readonly ProductionPackage[]): string {
  const parts = packages.map((one) => {
    const notices = readNotices(join(root, one.path));
    const text = notices === '' ? `No text of its own comes with it. Its licence is ${one.licence}.` : notices;
    return `${RULE}\n${one.name} ${one.version}\nLicence: ${one.licence}\n\n${text}\n`;
  });
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
