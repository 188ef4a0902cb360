import type { Plugin } from 'vite';
import { LICENCES_FILE } from '#ipc/licences.ts';
import { collectLicences } from '../packaging/licence-texts.ts';
import { readProductionPackages } from '../packaging/production-packages.ts';

/** Puts the licences of all that the lock file gives to people beside the windows, with every bundle. */
export function putLicences(root: string): Plugin {
  return {
    name: 'licences-file',
    generateBundle() {
      const licences = collectLicences(root, readProductionPackages(root));
      this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: JSON.stringify(licences) });
    },
  };
}
