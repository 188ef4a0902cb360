import type {
  ItemChange,
  OperationNote,
  OperationVerb,
  RemovalHold,
  Totals,
  UnitedReason,
} from '../core/model/engine-state.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Side } from '../core/model/side.ts';
import type { WhyCode } from '../engine/why.ts';
import type { Language } from './messages.ts';
import { getMessage } from './messages.ts';
import { formatBytes } from './progress-bar.ts';

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

const PLACES: Texts<Side> = {
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
  excluded: { de: 'durch ein Ausschlussmuster ausgenommen', en: 'left out by an exclude pattern' },
  'waiting-to-upload': { de: 'wird beim nächsten Abgleich hochgeladen', en: 'will be uploaded by the next sync' },
  'waiting-to-download': {
    de: 'wird beim nächsten Abgleich heruntergeladen',
    en: 'will be downloaded by the next sync',
  },
  'waiting-to-make-directory': { de: 'wird beim nächsten Abgleich angelegt', en: 'will be made by the next sync' },
  'waiting-to-move': { de: 'wird beim nächsten Abgleich verschoben', en: 'will be moved by the next sync' },
  'waiting-to-remove': { de: 'wird beim nächsten Abgleich entfernt', en: 'will be removed by the next sync' },
  'waiting-for-decision': {
    de: 'wartet: Es würden sehr viele Dateien gelöscht. Bestätigen Sie mit --on-mass-delete allow.',
    en: 'waits: very many files would be deleted. Confirm with --on-mass-delete allow.',
  },
  'two-versions': {
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

function isOwnCode(code: WhyCode): code is OwnWhyCode {
  return Object.hasOwn(WHY, code);
}

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

const UNITED: Texts<UnitedReason> = {
  'first-run': { de: 'Dies ist der erste Abgleich.', en: 'This is the first sync.' },
  'other-local-folder': {
    de: 'Der Ordner ist nicht mehr derselbe wie beim letzten Abgleich.',
    en: 'The folder is not the one of the last sync.',
  },
  'other-server': {
    de: 'Server oder Konto sind andere als beim letzten Abgleich.',
    en: 'Server or account are others than at the last sync.',
  },
  'other-remote-folder': {
    de: 'Der Ordner auf dem Server ist ein anderer als beim letzten Abgleich.',
    en: 'The folder on the server is another one than at the last sync.',
  },
  'base-broken': {
    de: 'Der Stand des letzten Abgleichs ist beschädigt.',
    en: 'The record of the last sync is damaged.',
  },
  'database-broken': {
    de: 'Die Datenbank des Abgleichs war beschädigt und wurde beiseitegelegt.',
    en: 'The sync database was damaged and has been set aside.',
  },
};

/** What both sides agreed on could not be used. */
export function describeUnited(why: UnitedReason, language: Language): string {
  const consequence = {
    de: 'Beide Seiten werden zusammengeführt und nichts wird gelöscht: Was seitdem gelöscht wurde, kommt wieder.',
    en: 'Both sides are united and nothing is deleted: what was deleted since then comes back.',
  };
  return `${UNITED[why][language]} ${consequence[language]}`;
}

/** Removals wait for a person. */
export function describeHold(hold: RemovalHold, language: Language): string {
  const { removedFiles, allFiles } = hold;
  const examples = hold.paths.slice(0, 5).join(', ');
  return language === 'de'
    ? `Angehalten: ${removedFiles} von ${allFiles} Dateien würden ${PLACES[hold.side].de} gelöscht (${examples} …). ` +
        'Wenn das so sein soll: --on-mass-delete allow'
    : `On hold: ${removedFiles} of ${allFiles} files would be deleted ${PLACES[hold.side].en} (${examples} …). ` +
        'If that is what you want: --on-mass-delete allow';
}

/** A pause of `--watch`. */
export function describeIdle(problems: number, language: Language): string {
  if (problems === 0) return language === 'de' ? 'Alles abgeglichen.' : 'Everything is in sync.';
  return language === 'de' ? `Abgeglichen, außer ${problems} Einträgen.` : `In sync, except for ${problems} items.`;
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
