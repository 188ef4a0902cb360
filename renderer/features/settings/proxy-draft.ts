import type { ProxySettings, ProxyView } from '#policies/proxy-settings.ts';
import { isBypassEntry, LONGEST_BYPASS, parsePort, parseProxyHost, splitBypass } from '#policies/proxy-settings.ts';

/** The form as a person has filled it in; what is not shown stays, in case they come back to it. */
export interface ProxyDraft {
  readonly kind: ProxySettings['kind'];
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: string;
  readonly bypass: string;
  readonly userName: string;
  /** Empty: as before. */
  readonly password: string;
}

/** What cannot be taken, by field. */
export interface ProxyFaults {
  readonly host?: 'hostMissing' | 'hostError';
  readonly port?: 'portError';
  readonly bypass?: 'bypassError' | 'bypassTooLong';
  /** The entry of the list that is meant. */
  readonly bypassEntry?: string;
  readonly password?: 'passwordMissing';
}

/** What is sent when a form can be taken. */
export interface ProxyWish {
  readonly settings: ProxySettings;
  readonly password?: string;
}

/** The form as it is filled in at first. */
export function toDraft({ settings }: ProxyView): ProxyDraft {
  const empty = { scheme: 'http', host: '', port: '', bypass: '', userName: '', password: '' } as const;
  if (settings.kind !== 'manual') return { ...empty, kind: settings.kind };
  const { scheme, host, port, bypass, userName = '' } = settings;
  return { ...empty, kind: 'manual', scheme, host, port: String(port), bypass: bypass.join(', '), userName };
}

/** Reads a form. `stored` says whether its password may stay empty: one of another proxy or name is never used. */
export function parseDraft(draft: ProxyDraft, stored: ProxyView): ProxyWish | { readonly faults: ProxyFaults } {
  if (draft.kind !== 'manual') return { settings: { kind: draft.kind } };
  const { scheme, password } = draft;
  const [host, port, userName] = [parseProxyHost(draft.host), parsePort(draft.port), draft.userName.trim()];
  const bypass = splitBypass(draft.bypass);
  const wrong = bypass.find((entry) => !isBypassEntry(entry));
  const name = userName === '' ? {} : { userName };
  const settings = { kind: 'manual', scheme, host: host ?? '', port: port ?? 0, bypass, ...name } as const;
  const isPasswordMissing = userName !== '' && password === '' && findPassword(draft, stored) === 'missing';
  const faults: ProxyFaults = {
    ...(host === undefined ? { host: draft.host.trim() === '' ? 'hostMissing' : 'hostError' } : {}),
    ...(port === undefined ? { port: 'portError' } : {}),
    ...(bypass.length > LONGEST_BYPASS ? { bypass: 'bypassTooLong' } : {}),
    ...(wrong === undefined ? {} : { bypass: 'bypassError', bypassEntry: wrong }),
    ...(isPasswordMissing ? { password: 'passwordMissing' } : {}),
  };
  if (Object.keys(faults).length > 0) return { faults };
  return { settings, ...(userName === '' || password === '' ? {} : { password }) };
}

/** Where the password for this form is: one that was stored for another proxy or name is none for it. */
export function findPassword(draft: ProxyDraft, { settings, password }: ProxyView): ProxyView['password'] {
  if (settings.kind !== 'manual') return 'missing';
  const stored = [settings.scheme, settings.host, String(settings.port), settings.userName ?? ''];
  const wanted = [draft.scheme, parseProxyHost(draft.host), draft.port.trim(), draft.userName.trim()];
  return JSON.stringify(stored) === JSON.stringify(wanted) ? password : 'missing';
}
