import type { SyncSettings } from '#ipc/settings.ts';
import { parseTimeWindows } from '#sync-engine/core/model/time-window.ts';
import { fail, succeed } from './answers.ts';
import type { Handlers } from './answers.ts';
import type { HostParts } from './host-parts.ts';

/** Requests about how folders are synced. A change begins every sync anew with it. */
export function createSettingsRequests(parts: HostParts): Handlers<'getSyncSettings' | 'changeSyncSettings'> {
  return {
    getSyncSettings: () => succeed(parts.settings().sync),
    async changeSyncSettings({ settings }) {
      const unreadable = findUnreadable(settings);
      if (unreadable !== undefined) return fail({ code: unreadable });
      if (!parts.changeSettings((before) => ({ ...before, sync: settings }))) {
        return fail({ code: 'settings-not-written' });
      }
      await parts.permitAll();
      return succeed(parts.settings().sync);
    },
  };
}

function findUnreadable({ limitWindows, pauseWindows }: SyncSettings) {
  const isUnreadable = (text: string | undefined): boolean =>
    text !== undefined && parseTimeWindows(text) === undefined;
  if (isUnreadable(limitWindows)) return 'limit-window-unreadable';
  return isUnreadable(pauseWindows) ? 'pause-window-unreadable' : undefined;
}
