import type { ServerDescription } from '../../transport/transport.ts';
import type { FolderPorts, FolderSettings } from '../parts.ts';

/** Private file with what `why` needs to know. */
const SETTINGS = 'settings.json';

/** Keeps beside the marker by which rules the folder is synced, so that `why` judges by the same ones. */
export async function rememberSettings(
  input: { readonly ports: FolderPorts; readonly excludes: string },
  { kind, refusedNames }: ServerDescription,
  { shouldUploadSecondVersions }: FolderSettings,
): Promise<void> {
  const { filesystem, logger } = input.ports;
  const settings = { server: kind, refusedNames, excludes: input.excludes, shouldUploadSecondVersions };
  const text = `${JSON.stringify(settings)}\n`;
  if ((await filesystem.readPrivate(SETTINGS)) === text) return;
  const written = await filesystem.writePrivate(SETTINGS, text);
  if (!written.ok) logger.warn('settings-not-remembered', { code: written.error.code });
}
