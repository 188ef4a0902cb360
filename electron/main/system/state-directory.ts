import { join } from 'node:path';
import type { Branding } from '#branding/branding.ts';

/**
 * Where everything of this person is that is not a synced file: never in a roaming profile, never in a sync folder.
 * `BAYERNBOX_STATE` names another place, for tests and for trying things out. Pure.
 */
export function findStateDirectory(input: {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly branding: Pick<Branding, 'productName' | 'executableName'>;
}): string {
  const { platform, env, homeDirectory, branding } = input;
  const wanted = env['BAYERNBOX_STATE'];
  if (wanted !== undefined && wanted !== '') return wanted;
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homeDirectory, 'AppData', 'Local'), branding.productName);
  if (platform === 'darwin') return join(homeDirectory, 'Library', 'Application Support', branding.productName);
  return join(env['XDG_STATE_HOME'] ?? join(homeDirectory, '.local', 'state'), branding.executableName);
}
