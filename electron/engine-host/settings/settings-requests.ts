import { resolveProxy } from '#policies/policy-rules.ts';
import type { ProxyView } from '#policies/proxy-settings.ts';
import type { SyncSettings } from '#policies/settings.ts';
import { parseTimeWindows } from '#policies/time-windows.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import type { HostParts } from '../host-parts.ts';

type SettingsRequestName = 'getSyncSettings' | 'changeSyncSettings' | 'getProxySettings' | 'changeProxySettings';

/** Requests about how folders are synced and servers are reached. A change begins every sync anew with it. */
export function createSettingsRequests(parts: HostParts): Handlers<SettingsRequestName> {
  return {
    getSyncSettings: () => succeed(parts.syncSettings().values),
    async changeSyncSettings({ settings }) {
      const unreadable = findUnreadable(settings);
      if (unreadable !== undefined) return fail({ code: unreadable });
      if (!parts.changeSettings((before) => ({ ...before, sync: settings }))) {
        return fail({ code: 'settings-not-written' });
      }
      await parts.permitAll();
      return succeed(parts.syncSettings().values);
    },
    getProxySettings: async () => succeed(await showProxy(parts)),
    async changeProxySettings({ settings, password }) {
      if (!parts.changeSettings((before) => ({ ...before, proxy: settings }))) {
        return fail({ code: 'settings-not-written' });
      }
      await parts.proxy.choose(settings, password);
      for (const runner of parts.runners.values()) runner.reconnect();
      return succeed(await showProxy(parts));
    },
  };
}

/** How servers are reached, and where the password for that is. */
export async function showProxy(parts: HostParts): Promise<ProxyView> {
  return {
    settings: resolveProxy(parts.settings().proxy, parts.organisation.policies),
    password: await parts.proxy.findPassword(),
  };
}

function findUnreadable({ limitWindows, pauseWindows }: SyncSettings) {
  const isUnreadable = (text: string | undefined): boolean =>
    text !== undefined && parseTimeWindows(text) === undefined;
  if (isUnreadable(limitWindows)) return 'limit-window-unreadable';
  return isUnreadable(pauseWindows) ? 'pause-window-unreadable' : undefined;
}
