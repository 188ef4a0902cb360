import type { FolderState } from '../../core/model/folder-state.ts';
import type { RestReason } from '../follow-rules.ts';
import type { Language } from '../messages.ts';
import { getMessage } from '../messages.ts';

/** When something was, as short as it is clear: the time alone when it was today. */
export interface Moment {
  readonly nowMs: number;
  readonly language: Language;
  /** IANA name; that of this computer when undefined. */
  readonly timeZone?: string;
}

/** One sentence about the state of a sync folder, and when all of it was last proven equal. */
export function describeState(state: FolderState, moment: Moment): string {
  return `${describeKind(state, moment)} – ${describeProof(state.verifiedAtMs, moment)}`;
}

function describeKind(state: FolderState, moment: Moment): string {
  const isGerman = moment.language === 'de';
  switch (state.kind) {
    case 'in-sync':
      return describeInSync(state.onlyHere ?? 0, isGerman);
    case 'checking':
      return isGerman ? 'Wird gerade geprüft' : 'Being checked';
    case 'unverified':
      return isGerman ? 'Nichts offen, aber noch nicht vollständig geprüft' : 'Nothing left, but not fully checked yet';
    case 'syncing':
      return isGerman ? `Gleicht ab (${state.operations} Schritte)` : `Syncing (${state.operations} steps)`;
    case 'not-synced':
      return isGerman
        ? `Abgeglichen, außer ${state.problems} ${state.problems === 1 ? 'Eintrag' : 'Einträgen'}${describeApart(state.onlyHere ?? 0, true)}`
        : `In sync, except for ${state.problems} ${state.problems === 1 ? 'item' : 'items'}${describeApart(state.onlyHere ?? 0, false)}`;
    case 'waiting':
      return describeWaiting(state.untilMs, moment);
    case 'needs-decision':
      return isGerman ? 'Wartet auf Ihre Entscheidung' : 'Waiting for your decision';
    case 'offline':
      return isGerman
        ? `${getMessage(state.error.code, 'de').title}; es wird von selbst weiter versucht`
        : `${getMessage(state.error.code, 'en').title}; it is tried again by itself`;
    case 'paused':
      return isGerman ? 'Abgleich wurde beendet' : 'Syncing was ended';
    case 'stopped':
      return getMessage(state.error.code, moment.language).title;
    default:
      return state satisfies never;
  }
}

function describeInSync(onlyHere: number, isGerman: boolean): string {
  if (onlyHere === 0) return isGerman ? 'Alles abgeglichen' : 'Everything is in sync';
  return `${isGerman ? 'Abgeglichen' : 'In sync'}${describeApart(onlyHere, isGerman)}`;
}

/** What else is not on the server, and waits for nobody. */
function describeApart(onlyHere: number, isGerman: boolean): string {
  if (onlyHere === 0) return '';
  const many = onlyHere > 1;
  if (isGerman) {
    const what = many ? `${onlyHere} zweite Fassungen bleiben` : 'eine zweite Fassung bleibt';
    return `; ${what} nur auf diesem Computer, wie es Ihre Organisation festgelegt hat`;
  }
  const what = many ? `${onlyHere} second versions stay` : 'one second version stays';
  return `; ${what} on this computer only, as your organisation has decided`;
}

function describeWaiting(untilMs: number | undefined, moment: Moment): string {
  const isGerman = moment.language === 'de';
  if (untilMs === undefined) return isGerman ? 'Wartet auf den nächsten Abgleich' : 'Waiting for the next sync';
  const when = describeTime(untilMs, moment);
  return isGerman ? `Noch nicht alles abgeglichen, neuer Versuch ${when}` : `Not all in sync yet, next attempt ${when}`;
}

function describeProof(verifiedAtMs: number | undefined, moment: Moment): string {
  const isGerman = moment.language === 'de';
  if (verifiedAtMs === undefined) return isGerman ? 'noch nie vollständig geprüft' : 'never fully checked';
  const when = describeTime(verifiedAtMs, moment);
  return isGerman ? `zuletzt vollständig geprüft ${when}` : `last fully checked ${when}`;
}

/** „um 14:02“, or „am 21.11.2026 um 14:02“ when it was another day. */
function describeTime(timeMs: number, { nowMs, language, timeZone }: Moment): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit' }).format(timeMs);
  const isToday = day.format(timeMs) === day.format(nowMs);
  if (language === 'de') return isToday ? `um ${time}` : `am ${day.format(timeMs)} um ${time}`;
  return isToday ? `at ${time}` : `on ${day.format(timeMs)} at ${time}`;
}

/** Why `--watch` waits. */
export type PauseReason = 'clock' | RestReason;

const PAUSES: Readonly<Record<PauseReason, Readonly<Record<Language, string>>>> = {
  clock: {
    de: 'Pause nach Zeitplan; danach geht es von selbst weiter.',
    en: 'Paused by the schedule; it goes on by itself after that.',
  },
  metered: {
    de: 'Pause, weil das Netz nach Zeit oder Menge kostet; in einem anderen geht es von selbst weiter.',
    en: 'Paused because the network costs money by time or amount; in another one it goes on by itself.',
  },
  battery: {
    de: 'Pause, weil der Rechner mit Akku läuft; mit Netzstrom geht es von selbst weiter.',
    en: 'Paused because the computer runs on battery; plugged in, it goes on by itself.',
  },
};

/** A pause that begins, with its reason; undefined: one that ends. */
export function describePause(why: PauseReason | undefined, language: Language): string {
  if (why !== undefined) return PAUSES[why][language];
  return language === 'de' ? 'Die Pause ist vorbei.' : 'The pause is over.';
}

const UNKNOWN: Readonly<Record<RestReason, Readonly<Record<Language, string>>>> = {
  metered: {
    de: 'Ihre Organisation will nicht abgleichen, wenn das Netz kostet. Ob es kostet, sagt dieser Rechner nicht: Es wird abgeglichen.',
    en: 'Your organisation does not want to sync while the network costs money. This computer does not tell whether it does: syncing goes on.',
  },
  battery: {
    de: 'Ihre Organisation will nicht abgleichen, wenn der Rechner mit Akku läuft. Ob er das tut, sagt er nicht: Es wird abgeglichen.',
    en: 'Your organisation does not want to sync while the computer runs on battery. It does not tell whether it does: syncing goes on.',
  },
};

/** A rule of the organisation that cannot be followed, and what is done. */
export function describeUnknownCondition(condition: RestReason, language: Language): string {
  return UNKNOWN[condition][language];
}
