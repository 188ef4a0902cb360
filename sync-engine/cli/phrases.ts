import type { ItemChange, OperationNote, OperationVerb, Totals } from '../core/model/engine-state.ts';
import type { Holder } from '../core/model/holder.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Side } from '../core/model/side.ts';
import type { LockAtPath } from '../engine/visiting/tell-lock.ts';
import type { WhyCode } from '../engine/visiting/why.ts';
import type { Language } from './messages.ts';
import { getMessage } from './messages.ts';
import { formatBytes } from './progress-bar.ts';
import { toldCommand } from './told-command.ts';

type Texts<Key extends string> = Readonly<Record<Key, Readonly<Record<Language, string>>>>;

const VERBS: Texts<OperationVerb> = {
  upload: { de: 'hochladen', en: 'upload' },
  download: { de: 'herunterladen', en: 'download' },
  conflict: { de: 'zwei Fassungen behalten', en: 'keep two versions' },
  'make-directory': { de: 'Ordner anlegen', en: 'make folder' },
  move: { de: 'verschieben', en: 'move' },
  park: { de: 'kurz beiseitelegen', en: 'set aside for a moment' },
  remove: { de: 'entfernen', en: 'remove' },
};

/** Where something is or would be done. */
export const PLACES: Texts<Side> = {
  local: { de: 'auf diesem Computer', en: 'on this computer' },
  remote: { de: 'auf dem Server', en: 'on the server' },
};

const CHANGES: Texts<ItemChange> = {
  none: { de: 'unverändert', en: 'unchanged' },
  new: { de: 'neu', en: 'new' },
  modified: { de: 'geändert', en: 'changed' },
  moved: { de: 'verschoben', en: 'moved' },
  'moved-and-modified': { de: 'verschoben und geändert', en: 'moved and changed' },
  deleted: { de: 'gelöscht', en: 'deleted' },
  absent: { de: 'nicht vorhanden', en: 'not there' },
  forgotten: { de: 'nicht vorhanden', en: 'not there' },
};

type OwnWhyCode = Exclude<WhyCode, Parameters<typeof getMessage>[0]>;

const WHY: Texts<OwnWhyCode> = {
  'in-sync': { de: 'abgeglichen', en: 'in sync' },
  'not-there': { de: 'weder hier noch auf dem Server vorhanden', en: 'neither here nor on the server' },
  'was-removed': {
    de: 'weder hier noch auf dem Server noch vorhanden',
    en: 'no longer here, nor on the server',
  },
  excluded: { de: 'durch ein Ausschlussmuster ausgenommen', en: 'left out by an exclude pattern' },
  'excluded-not-there': {
    de: 'liegt hier nicht; ein Ausschlussmuster würde es ausnehmen',
    en: 'is not here; an exclude pattern would leave it out',
  },
  deselected: {
    de: 'gehört zu einem Ordner, der auf diesem Computer abgewählt ist; auf dem Server bleibt alles',
    en: 'belongs to a folder that is deselected on this computer; on the server everything stays',
  },
  'in-deselected': {
    de: 'gehört zu einem Ordner, der auf diesem Computer abgewählt ist; ob es auf dem Server liegt, ist hier nicht bekannt',
    en: 'belongs to a folder that is deselected on this computer; whether it is on the server is not known here',
  },
  'new-folder-undecided': {
    de: `gehört zu einem neuen Ordner; worüber Sie entscheiden können, zeigt ${toldCommand('folders', 'list', '/')}`,
    en: `belongs to a new folder; to see what you can decide on: ${toldCommand('folders', 'list', '/')}`,
  },
  'waiting-to-upload': { de: 'wird beim nächsten Abgleich hochgeladen', en: 'will be uploaded by the next sync' },
  'waiting-to-download': {
    de: 'wird beim nächsten Abgleich heruntergeladen',
    en: 'will be downloaded by the next sync',
  },
  'waiting-to-make-directory': { de: 'wird beim nächsten Abgleich angelegt', en: 'will be made by the next sync' },
  'waiting-to-move': { de: 'wird beim nächsten Abgleich verschoben', en: 'will be moved by the next sync' },
  'waiting-to-remove': { de: 'wird beim nächsten Abgleich entfernt', en: 'will be removed by the next sync' },
  'waiting-for-decision': {
    de: `wartet auf Ihre Entscheidung; worüber, zeigt ${toldCommand('decisions', 'list')}`,
    en: `waits for your decision; to see about what: ${toldCommand('decisions', 'list')}`,
  },
  'comes-back': {
    de: 'das dürfen Sie auf dem Server nicht: Beim nächsten Abgleich kommt zurück, was dort steht; was Sie geändert oder verschoben haben, bleibt daneben',
    en: 'you may not do that on the server: the next sync brings back what is there; what you changed or moved stays beside it',
  },
  'contains-unsynced': {
    de: 'der Ordner selbst ist abgeglichen, etwas darin noch nicht',
    en: 'the folder itself is in sync, something in it is not yet',
  },
  'stays-here': {
    de: 'bleibt nur auf diesem Computer: Sie haben beide Fassungen behalten, und Ihre Organisation lässt die zweite nicht auf den Server. Zu tun ist nichts; unter einem anderen Namen wird sie hochgeladen wie jede Datei',
    en: 'stays on this computer only: you kept both versions, and your organisation does not let the second one go to the server. There is nothing to do; under another name it is uploaded like any file',
  },
  'contains-stays-here': {
    de: 'der Ordner ist abgeglichen bis auf eine zweite Fassung, die nur auf diesem Computer bleibt, wie es Ihre Organisation festgelegt hat',
    en: 'the folder is in sync except for a second version that stays on this computer only, as your organisation has decided',
  },
  'two-versions': {
    de: 'eine von zwei Fassungen, über die Sie noch nicht entschieden haben',
    en: 'one of two versions that you have not decided on yet',
  },
  'contains-two-versions': {
    de: `der Ordner ist abgeglichen; darin gibt es mindestens eine Datei in zwei Fassungen, über die Sie noch nicht entschieden haben (${toldCommand('conflicts', 'list')})`,
    en: `the folder is in sync; in it there is at least one file in two versions that you have not decided on yet (${toldCommand('conflicts', 'list')})`,
  },
  'becomes-two-versions': {
    de: 'auf beiden Seiten geändert: Beim nächsten Abgleich bleiben zwei Fassungen erhalten',
    en: 'changed on both sides: the next sync keeps two versions',
  },
};

/** One line about an operation and its reason. */
export function describeOperation(note: OperationNote, language: Language): string {
  const target = note.target === undefined ? '' : ` → ${note.target}`;
  const here = `${PLACES.local[language]} ${CHANGES[note.reason.local][language]}`;
  const there = `${PLACES.remote[language]} ${CHANGES[note.reason.remote][language]}`;
  return `${VERBS[note.verb][language]}, ${PLACES[note.side][language]}: ${note.path}${target} (${here}, ${there})`;
}

/** One sentence about why a path is, or is not, synced. */
export function describeWhy(code: WhyCode, language: Language): string {
  if (isOwnCode(code)) return WHY[code][language];
  const { title, hint } = getMessage(code, language);
  return `${title}. ${hint}`;
}

/** What an owner file is, for whoever finds that it is left out. */
export function describeOwnerFile(language: Language): string {
  return language === 'de'
    ? 'Eine Markierung, die Office-Programme neben ein geöffnetes Dokument legen; es geht nichts verloren.'
    : 'A mark that office programs put next to an open document; nothing is lost.';
}

/** The name with which an item would be synced, and where it has to get it. */
export function describeProposal(side: Side, proposal: string, language: Language): string {
  const where = { de: { local: 'hier', remote: 'auf dem Server' }, en: { local: 'here', remote: 'on the server' } };
  return language === 'de'
    ? `Vorschlag: ${where.de[side]} umbenennen in „${proposal}“.`
    : `Proposal: rename it ${where.en[side]} to “${proposal}”.`;
}

function isOwnCode(code: WhyCode): code is OwnWhyCode {
  return Object.hasOwn(WHY, code);
}

/** Who has an item open or locked, and since when, where that was told. */
export function describeHolder({ name, sinceMs }: Holder, language: Language): string {
  const since = sinceMs === undefined ? '' : ` ${describeSince(sinceMs, language)}`;
  return `${language === 'de' ? 'in Bearbeitung durch' : 'in use by'} ${name}${since}`;
}

function describeSince(sinceMs: number, language: Language): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return `${language === 'de' ? 'seit' : 'since'} ${time.format(sinceMs)}`;
}

/** Who keeps others from writing to an item on the server. */
export function describeLock(lock: LockAtPath, language: Language): string {
  const { own, ownElsewhere, other } = LOCKS;
  switch (lock.kind) {
    case 'own':
      return `${own[language]} (${describeSince(lock.sinceMs, language)})`;
    case 'own-elsewhere':
      return ownElsewhere[language];
    case 'other':
      return lock.holder === undefined ? other[language] : describeHolder(lock.holder, language);
    default:
      return lock satisfies never;
  }
}

const LOCKS = {
  own: {
    de: 'Auf dem Server für andere gesperrt, weil es hier geöffnet ist; wird beim Schließen freigegeben',
    en: 'Locked for others on the server, because it is open here; released when it is closed',
  },
  ownElsewhere: {
    de: 'Auf dem Server in Ihrem Namen gesperrt, aber nicht von diesem Computer',
    en: 'Locked on the server in your name, but not by this computer',
  },
  other: { de: 'Auf dem Server gesperrt: Jemand bearbeitet es gerade', en: 'Locked on the server: in use by someone' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Whether others have locked an item is not known. */
export function describeUnaskedLocks(language: Language): string {
  return language === 'de'
    ? 'Ob jemand anderes es auf dem Server gesperrt hat, wurde nicht gefragt; das fragt „Warum?“ im Fenster.'
    : 'The server was not asked whether someone else has locked it; “Why?” in the window asks that.';
}

/** When something was tried last, and when it is tried again; undefined when nothing is known of either. */
export function describeAttempts(
  { lastAttemptAtMs, nextAttemptAtMs }: { readonly lastAttemptAtMs?: number; readonly nextAttemptAtMs?: number },
  language: Language,
): string | undefined {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  const last = lastAttemptAtMs === undefined ? [] : [`${ATTEMPTS.last[language]}: ${format.format(lastAttemptAtMs)}`];
  const next = nextAttemptAtMs === undefined ? [] : [`${ATTEMPTS.next[language]}: ${format.format(nextAttemptAtMs)}`];
  const text = [...last, ...next].join('; ');
  return text === '' ? undefined : `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}

const ATTEMPTS = {
  last: { de: 'Zuletzt versucht', en: 'Last tried' },
  next: { de: 'nächster Versuch', en: 'next attempt' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** A command was called outside of every sync folder. */
export function describeNoFolder(language: Language): string {
  return language === 'de'
    ? 'Dieser Pfad liegt in keinem abgeglichenen Ordner.'
    : 'This path lies in no synced folder.';
}

/** Two versions exist now. */
export function describeConflict(
  conflict: { readonly path: RelativePath; readonly secondVersion: RelativePath },
  language: Language,
): string {
  return language === 'de'
    ? `Zwei Fassungen: ${conflict.path} ist die des Servers, Ihre ist ${conflict.secondVersion}`
    : `Two versions: ${conflict.path} is the server's, yours is ${conflict.secondVersion}`;
}

/** What a call has done. */
export function describeSummary(totals: Totals, durationMs: number, language: Language): string {
  const seconds = Math.max(1, Math.round(durationMs / 1_000));
  const up = `${totals.uploaded} (${formatBytes(totals.bytesUp, language)})`;
  const down = `${totals.downloaded} (${formatBytes(totals.bytesDown, language)})`;
  const moved = totals.movedLocal + totals.movedRemote;
  const deleted = totals.deletedLocal + totals.deletedRemote;
  return language === 'de'
    ? `Hochgeladen ${up}, heruntergeladen ${down}, verschoben ${moved}, entfernt ${deleted}, zwei Fassungen ${totals.conflicts} in ${seconds} s`
    : `Uploaded ${up}, downloaded ${down}, moved ${moved}, removed ${deleted}, two versions ${totals.conflicts} in ${seconds} s`;
}

/** By what an administrator finds the request that failed. */
export function describeRequest(requestId: string, language: Language): string {
  return language === 'de'
    ? `[Anfrage ${requestId} im Protokoll des Servers]`
    : `[request ${requestId} in the server's log]`;
}
