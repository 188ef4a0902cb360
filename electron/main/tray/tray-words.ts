import { IntlMessageFormat } from 'intl-messageformat';
import { toVisibleText } from '#ipc/visible-text.ts';
import type { AccountView } from '#ipc/app-state.ts';
import type { FolderView, Progress } from '#ipc/folder-view.ts';
import { toSizeText } from '#ipc/size-text.ts';
import type { TrayState } from './aggregate-state.ts';
import { nameFolder } from './name-folders.ts';

/** Languages of the tray; those of the windows. */
export type TrayLanguage = 'de' | 'en';

/** English as in Europe, as in the windows. */
const LOCALES = { de: 'de-DE', en: 'en-GB' } as const satisfies Readonly<Record<TrayLanguage, string>>;

const sentences = {
  starting: { de: 'Wird gestartet …', en: 'Starting …' },
  restarting: { de: 'Die Synchronisierung wird neu gestartet …', en: 'Syncing is restarting …' },
  hangs: { de: 'Die Synchronisierung antwortet nicht', en: 'Syncing is not responding' },
  organisation: {
    de: 'Die Vorgaben Ihrer Organisation sind nicht lesbar; es wird nichts synchronisiert',
    en: 'Your organisation’s policy cannot be read; nothing is being synced',
  },
  'accounts-file': {
    de: 'Die Liste Ihrer Konten ist nicht lesbar; es wird nichts synchronisiert',
    en: 'The list of your accounts cannot be read; nothing is being synced',
  },
  'no-account': { de: 'Noch kein Konto eingerichtet', en: 'No account has been set up yet' },
  'folders-lost': {
    de: 'Die Liste Ihrer Ordner war nicht lesbar; es wird nichts synchronisiert',
    en: 'The list of your folders could not be read; nothing is being synced',
  },
  'no-folder': { de: 'Noch kein Ordner wird synchronisiert', en: 'No folder is being synced yet' },
  stopped: { de: '{folder}: angehalten, bitte ansehen', en: '{folder}: stopped, please check' },
  'sign-in': { de: '{folder}: Anmeldung nötig', en: '{folder}: sign-in needed' },
  decisions: {
    de: '{folder}: {decisions, plural, one {# Entscheidung} other {# Entscheidungen}} offen',
    en: '{folder}: {decisions, plural, one {# decision} other {# decisions}} waiting for you',
  },
  'two-versions': {
    de: '{folder}: {conflicts, plural, one {# Datei liegt} other {# Dateien liegen}} in zwei Fassungen vor',
    en: '{folder}: {conflicts, plural, one {# file has} other {# files have}} two versions',
  },
  'new-folders': {
    de: '{folder}: {newFolders, plural, one {# neuer Ordner wartet} other {# neue Ordner warten}} auf Ihre Auswahl',
    en: '{folder}: {newFolders, plural, one {# new folder is} other {# new folders are}} waiting for your decision',
  },
  problems: {
    de: '{folder}: {problems, plural, one {# Element ist} other {# Elemente sind}} nicht synchronisiert',
    en: '{folder}: {problems, plural, one {# item is} other {# items are}} not synced',
  },
  checking: { de: '{folder}: wird geprüft …', en: '{folder}: checking …' },
  syncing: {
    de: '{folder}: wird synchronisiert{files, plural, =0 {} one {, noch # Datei} other {, noch # Dateien}}{size, select, none {} other { ({size})}}{rate, select, none {} other {, {rate}/s}}{minutes, plural, =0 {} one {, etwa # Min.} other {, etwa # Min.}}',
    en: '{folder}: syncing{files, plural, =0 {} one {, # file left} other {, # files left}}{size, select, none {} other { ({size})}}{rate, select, none {} other {, {rate}/s}}{minutes, plural, =0 {} one {, about # min} other {, about # min}}',
  },
  waiting: {
    de: '{folder}: {rest, select, done {aktuell bis auf {problems, plural, one {# Element} other {# Elemente}}} other {{problems, plural, =0 {wartet} other {noch nicht alles synchronisiert}}}}, neuer Versuch folgt',
    en: '{folder}: {rest, select, done {up to date except for {problems, plural, one {# item} other {# items}}} other {{problems, plural, =0 {waiting} other {not everything is synced yet}}}}, another attempt follows',
  },
  paused: { de: '{folder}: pausiert', en: '{folder}: paused' },
  portal: {
    de: '{folder}: pausiert – das Netzwerk verlangt eine eigene Anmeldung im Browser',
    en: '{folder}: paused – this network requires its own sign-in in the browser',
  },
  'paused-clock': { de: '{folder}: pausiert nach Zeitplan', en: '{folder}: paused by schedule' },
  'paused-clock-until': {
    de: '{folder}: pausiert nach Zeitplan bis {time}',
    en: '{folder}: paused by schedule until {time}',
  },
  'paused-metered': {
    de: '{folder}: pausiert – getaktete Verbindung',
    en: '{folder}: paused – metered connection',
  },
  'paused-battery': { de: '{folder}: pausiert – Akkubetrieb', en: '{folder}: paused – on battery' },
  'paused-until': { de: '{folder}: pausiert bis {time}', en: '{folder}: paused until {time}' },
  offline: { de: '{folder}: Server nicht erreichbar', en: '{folder}: server cannot be reached' },
  'in-sync': {
    de: '{onlyHere, plural, =0 {Alles aktuell} one {Aktuell bis auf eine Fassung, die nur hier bleibt} other {Aktuell bis auf # Fassungen, die nur hier bleiben}}, geprüft {day, select, today {um} other {am}} {time}',
    en: '{onlyHere, plural, =0 {Everything is up to date} one {Up to date, but for one version that stays here only} other {Up to date, but for # versions that stay here only}}, checked {day, select, today {at} other {on}} {time}',
  },
  'folder-in-sync': {
    de: '{folder}: aktuell{onlyHere, plural, =0 {} one { bis auf eine Fassung, die nur hier bleibt} other { bis auf # Fassungen, die nur hier bleiben}}, geprüft {day, select, today {um} other {am}} {time}',
    en: '{folder}: up to date{onlyHere, plural, =0 {} one {, but for one version that stays here only} other {, but for # versions that stay here only}}, checked {day, select, today {at} other {on}} {time}',
  },
  open: { de: '{brand} öffnen', en: 'Open {brand}' },
  'open-folder': { de: 'Ordner öffnen', en: 'Open folder' },
  'open-decisions': {
    de: '{count, plural, one {# Entscheidung offen} other {# Entscheidungen offen}} …',
    en: '{count, plural, one {# decision waiting} other {# decisions waiting}} …',
  },
  'open-versions': {
    de: '{count, plural, one {# Datei} other {# Dateien}} in zwei Fassungen …',
    en: '{count, plural, one {# file} other {# files}} with two versions …',
  },
  'open-on-server': { de: 'Im Browser öffnen', en: 'Open in browser' },
  recent: { de: 'Zuletzt geändert', en: 'Recently changed' },
  pause: { de: 'Pausieren', en: 'Pause' },
  'minutes-30': { de: '30 Minuten', en: '30 minutes' },
  'hours-2': { de: '2 Stunden', en: '2 hours' },
  tomorrow: { de: 'Bis morgen, 7 Uhr', en: 'Until tomorrow, 7:00' },
  'until-resumed': { de: 'Bis ich fortsetze', en: 'Until I resume' },
  resume: { de: 'Fortsetzen', en: 'Resume' },
  'sync-anyway': { de: 'Trotzdem synchronisieren', en: 'Sync anyway' },
  settings: { de: 'Einstellungen', en: 'Settings' },
  handbook: { de: 'Benutzerhandbuch', en: 'User guide' },
  help: { de: 'Hilfe und Diagnose', en: 'Help and diagnostics' },
  quit: { de: 'Beenden und nichts mehr synchronisieren', en: 'Quit and stop syncing' },
  'notify-decisions': {
    de: '{count, plural, one {Eine Entscheidung wartet} other {# Entscheidungen warten}} auf Sie',
    en: '{count, plural, one {A decision is} other {# decisions are}} waiting for you',
  },
  'remind-decisions': {
    de: '{count, plural, one {Eine Entscheidung wartet} other {# Entscheidungen warten}} seit gestern auf Sie',
    en: '{count, plural, one {A decision has} other {# decisions have}} been waiting for you since yesterday',
  },
  'remind-paused': {
    de: 'Die Synchronisierung ist noch pausiert{count, plural, =0 {} one {, und eine Entscheidung wartet} other {, und # Entscheidungen warten}}',
    en: 'Syncing is still paused{count, plural, =0 {} one {, and a decision is waiting} other {, and # decisions are waiting}}',
  },
  'remind-folders-paused': {
    de: '{folders} {folderCount, plural, one {ist} other {sind}} noch pausiert{count, plural, =0 {} one {, und eine Entscheidung wartet} other {, und # Entscheidungen warten}}',
    en: '{folders} {folderCount, plural, one {is} other {are}} still paused{count, plural, =0 {} one {, and a decision is waiting} other {, and # decisions are waiting}}',
  },
  'notify-versions': {
    de: '{count, plural, one {Eine Datei liegt} other {# Dateien liegen}} in zwei Fassungen vor. Beide bleiben erhalten, bis Sie entscheiden.',
    en: '{count, plural, one {A file has} other {# files have}} two versions. Both are kept until you decide.',
  },
  'notify-sign-in': {
    de: '{folders}: Anmeldung nötig. Bis dahin wird nichts synchronisiert.',
    en: '{folders}: sign-in needed. Nothing is synced until then.',
  },
  'notify-failures': {
    de: '{folders} {folderCount, plural, one {wird} other {werden}} seit {hours, plural, =0 {{minutes, plural, one {# Minute} other {# Minuten}}} one {# Stunde} other {# Stunden}} nicht synchronisiert. Klicken Sie hier, um zu sehen, warum.',
    en: '{folders} {folderCount, plural, one {has} other {have}} not been synced for {hours, plural, =0 {{minutes, plural, one {# minute} other {# minutes}}} one {# hour} other {# hours}}. Click here to see why.',
  },
  'notify-problems': {
    de: '{folders}: {count, plural, one {# Element ist} other {# Elemente sind}} seit mehr als 10 Minuten nicht synchronisiert. Klicken Sie hier, um zu sehen, warum.',
    en: '{folders}: {count, plural, one {# item has} other {# items have}} not been synced for more than 10 minutes. Click here to see why.',
  },
  'notify-restored': {
    de: '{folders}: Wurde der Server zurückgesetzt? Es wird nichts gelöscht. Klicken Sie hier, um mehr zu erfahren.',
    en: '{folders}: has the server been reset? Nothing is deleted. Click here to learn more.',
  },
  'notify-news': {
    de: '{folders}: Es ist etwas Ungewöhnliches geschehen. Klicken Sie hier, um zu sehen, was.',
    en: '{folders}: something unusual has happened. Click here to see what.',
  },
  'still-here': {
    de: '{brand} läuft weiter und synchronisiert. Sie finden das Symbol neben der Uhr.',
    en: '{brand} keeps syncing in the background. You can find its icon next to the clock.',
  },
} as const;

/** What the tray and its notifications can say. */
export type TrayText = keyof typeof sentences;

/** All of them, for the test that reads them. */
export const TRAY_TEXTS = Object.keys(sentences) as readonly TrayText[];

/** A text of the tray. Throws on a placeholder without a value. */
export function getTrayText(
  text: TrayText,
  language: TrayLanguage,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const format = new IntlMessageFormat(sentences[text][language], language, {}, { ignoreTag: true });
  return toVisibleText(String(format.format(values)));
}

/** In which words the tray speaks. */
export interface TrayWords {
  readonly language: TrayLanguage;
  /** Named where there are several. */
  readonly accounts: readonly AccountView[];
  /** Now, in ms since the epoch. */
  readonly nowMs: number;
}

/** The one sentence about everything, as the tray shows it; of another day than that of `nowMs` a time has its date. Pure. */
export function describeTrayState({ folder, reason }: TrayState, words: TrayWords): string {
  if (folder === undefined) return getTrayText(reason, words.language);
  return getTrayText(reason === 'paused' ? findPauseText(folder) : reason, words.language, toValues(folder, words));
}

/** Who sees that nothing is synced shall know why, and until when, without opening the window. */
function findPauseText({ pause }: FolderView): TrayText {
  const isTimed = pause?.untilMs !== undefined;
  if (pause?.why === 'clock') return isTimed ? 'paused-clock-until' : 'paused-clock';
  if (pause?.why === 'metered' || pause?.why === 'battery') return `paused-${pause.why}`;
  return isTimed ? 'paused-until' : 'paused';
}

/** The sentence about one folder among others. Pure. */
export function describeFolderState(tray: TrayState, words: TrayWords): string {
  const { folder, reason } = tray;
  if (folder === undefined || reason !== 'in-sync') return describeTrayState(tray, words);
  return getTrayText('folder-in-sync', words.language, toValues(folder, words));
}

function toValues(
  folder: FolderView,
  { language, accounts, nowMs }: TrayWords,
): Readonly<Record<string, string | number>> {
  const { state, pause } = folder;
  return {
    folder: nameFolder(folder, accounts),
    decisions: folder.decisions,
    conflicts: folder.conflicts,
    newFolders: folder.newFolders,
    problems: 'problems' in state ? state.problems : folder.problems,
    rest: state.kind === 'waiting' && state.allElse === 'done' ? 'done' : 'unknown',
    onlyHere: state.kind === 'in-sync' ? (state.onlyHere ?? 0) : 0,
    ...toProgressWords(folder.progress, language),
    ...toTimeWords(state.kind === 'paused' ? pause?.untilMs : state.verifiedAtMs, nowMs, language),
  };
}

/** `none`: nobody knows, and nothing is said. */
function toProgressWords(
  progress: Progress | undefined,
  language: TrayLanguage,
): Readonly<Record<'files' | 'minutes', number> & Record<'size' | 'rate', string>> {
  if (progress === undefined) return { files: 0, minutes: 0, size: 'none', rate: 'none' };
  const { filesDone, filesTotal, bytesDone, bytesTotal, bytesPerSecond, remainingMs } = progress;
  const leftBytes = Math.max(0, bytesTotal - bytesDone);
  return {
    files: Math.max(0, filesTotal - filesDone),
    minutes: remainingMs === undefined ? 0 : Math.ceil(remainingMs / 60_000),
    size: leftBytes === 0 ? 'none' : toSizeText(leftBytes, LOCALES[language]),
    rate: bytesPerSecond === undefined ? 'none' : toSizeText(bytesPerSecond, LOCALES[language]),
  };
}

function toTimeWords(
  timeMs: number | undefined,
  nowMs: number,
  language: TrayLanguage,
): { readonly day: 'today' | 'other'; readonly time: string } {
  if (timeMs === undefined) return { day: 'today', time: '' };
  const isToday = new Date(timeMs).toDateString() === new Date(nowMs).toDateString();
  const style = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'long', timeStyle: 'short' } as const);
  return {
    day: isToday ? 'today' : 'other',
    time: new Intl.DateTimeFormat(LOCALES[language], style).format(timeMs),
  };
}
