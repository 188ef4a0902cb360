import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findBrandingFile, readBrandingOrNeutral } from '#branding/branding-file.ts';

/** Where the sync database of a local root is: one file per root, outside of the root. */
export function databasePathFor(localRootPath: string, stateDirectory: string | undefined): string {
  const key = createHash('sha256').update(localRootPath).digest('hex').slice(0, 16);
  return join(stateDirectory ?? defaultStateDirectory(), `${key}.sqlite`);
}

/** Where this person's state is kept when nobody says otherwise. */
export function defaultStateDirectory(): string {
  const { productName, executableName } = readBrandingOrNeutral(findBrandingFile(process.env)).branding;
  const { env, platform } = process;
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), productName);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', productName);
  return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), executableName);
}
