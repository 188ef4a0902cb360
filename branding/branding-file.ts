import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Branding } from './branding.ts';
import { parseBranding } from './branding.ts';

/** The branding of this program: beside this file in the sources, beside the bundle in a package. */
const OWN_FILE = join(dirname(fileURLToPath(import.meta.url)), 'branding.json');

/** Which branding a program takes that runs from its sources: another one can be named to try it. */
export function findBrandingFile(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['BAYERNBOX_BRANDING_FILE'];
  return named === undefined || named === '' ? OWN_FILE : named;
}

/** Reads a branding file and its drawing. Throws an error that names every field that is wrong. */
export function readBranding(path: string): Branding {
  const branding = parseBranding(JSON.parse(readFileSync(path, 'utf8')));
  return { ...branding, iconSvg: readFileSync(join(dirname(path), branding.icon), 'utf8').trim() };
}

/** A branding, and why it is not the one that was asked for. */
export interface FoundBranding {
  readonly branding: Branding;
  /** Undefined when all is well. */
  readonly problem: string | undefined;
}

/**
 * Reads a branding file for a program that has to start in any case: people must reach their files although somebody
 * made a mistake in a name. Then it has a neutral name, and the problem is told.
 */
export function readBrandingOrNeutral(path: string): FoundBranding {
  try {
    return { branding: readBranding(path), problem: undefined };
  } catch (error) {
    return { branding: NEUTRAL, problem: `${path}: ${error instanceof Error ? error.message : 'not readable'}` };
  }
}

/** Nobody's name: never the one of another organisation. */
const NEUTRAL: Branding = {
  productName: 'Sync-Ordner',
  germanGender: 'masculine',
  packageName: 'sync-folder-desktop',
  executableName: 'sync-folder',
  appId: 'invalid.sync-folder.desktop',
  linkScheme: 'sync-folder',
  publisher: 'Sync-Ordner',
  description: 'Sync client for ownCloud 10 and Infinite Scale',
  copyright: 'Licensed under the EUPL-1.2',
  maintainerAddress: 'nobody@sync-folder.invalid',
  supportAddress: 'nobody@sync-folder.invalid',
  homepageUrl: 'https://sync-folder.invalid/',
  helpUrl: 'https://sync-folder.invalid/',
  updateInfoUrl: 'https://sync-folder.invalid/',
  isBackedUp: false,
  servers: [],
  icon: 'icon.svg',
  iconSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M4 9h10l3 3h11v13H4z"/></svg>',
  msiUpgradeCode: '00000000-0000-4000-8000-000000000000',
  nsisGuid: '00000000-0000-4000-8000-000000000000',
};
