import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrandingFile, readBranding } from '../branding-file.ts';

/** The branding of this repository. For tests. */
export const ownBranding = readBranding(findBrandingFile({}));

/** The file of another organisation, as another federal state could have it. For tests, and to start from. */
export const otherBrandingFile = join(fileURLToPath(new URL('.', import.meta.url)), 'nordspeicher.json');
