import type { Answer } from '#ipc/contract.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { SyncSettings } from '#policies/settings.ts';

/** Changes some settings and leaves the others as they are now: two forms of one view write the same settings. */
export async function saveSyncSettings(api: DesktopApi, changed: Partial<SyncSettings>): Promise<Answer<SyncSettings>> {
  const stored = await api.getSyncSettings({});
  return stored.ok ? api.changeSyncSettings({ settings: { ...stored.value, ...changed } }) : stored;
}
