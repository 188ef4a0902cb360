import { fail, succeed } from './answers.ts';
import type { Handlers } from './answers.ts';
import type { HostParts } from './host-parts.ts';

/** Requests about how folders are synced. A change begins every sync anew with it. */
export function createSettingsRequests(parts: HostParts): Handlers<'getSyncSettings' | 'changeSyncSettings'> {
  return {
    getSyncSettings: () => succeed(parts.settings().sync),
    async changeSyncSettings({ settings }) {
      if (!parts.changeSettings((before) => ({ ...before, sync: settings }))) {
        return fail({ code: 'settings-not-written' });
      }
      await parts.permitAll();
      return succeed(parts.settings().sync);
    },
  };
}
