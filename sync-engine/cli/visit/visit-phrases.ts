import type { ChoiceOutcome, ChosenPart } from '../../core/model/choice-outcome.ts';
import type { HistoryEntry, HistoryVerb } from '../../core/model/history.ts';
import type { EntryRow } from '../../core/model/history-rows.ts';
import { toHistoryRows } from '../../core/model/history-rows.ts';
import type { KeptEntry, Restored } from '../../engine/visiting/visit.ts';
import { describeFileCount } from '../file-count.ts';
import type { Language } from '../messages.ts';
import { formatBytes } from '../progress-bar.ts';
import { toldCommand } from '../told-command.ts';

type Texts<Key extends string, Text = string> = Readonly<Record<Key, Readonly<Record<Language, Text>>>>;

/** What was done, in the words of the window, with the side where that matters. */
const DONE: Texts<HistoryVerb, Readonly<Record<HistoryEntry['side'], string>>> = {
  upload: onBothSides({ de: 'hochgeladen', en: 'uploaded' }),
  download: onBothSides({ de: 'heruntergeladen', en: 'downloaded' }),
  conflict: onBothSides({ de: 'zwei Fassungen behalten', en: 'two versions kept' }),
  restore: onBothSides({ de: 'zurückgeholt', en: 'restored' }),
  unsync: onBothSides({ de: 'nur von diesem Computer entfernt', en: 'removed from this computer only' }),
  decide: onBothSides({ de: 'über zwei Fassungen entschieden', en: 'decided about two versions' }),
  choose: onBothSides({ de: 'andere Ordner ausgewählt', en: 'other folders chosen' }),
  'make-directory': onBothSides({ de: 'Ordner angelegt', en: 'folder made' }),
  move: onBothSides({ de: 'verschoben oder umbenannt', en: 'moved or renamed' }),
  // Sync removes on the server what was deleted here.
  remove: {
    de: { local: 'hier entfernt', remote: 'hier gelöscht, dann auch auf dem Server' },
    en: { local: 'removed here', remote: 'deleted here, then on the server too' },
  },
};

function onBothSides({ de, en }: Readonly<Record<Language, string>>): (typeof DONE)[HistoryVerb] {
  return { de: { local: de, remote: de }, en: { local: en, remote: en } };
}

const KEPT_FOR: Texts<KeptEntry['reason']> = {
  'removed-on-server': { de: 'auf dem Server gelöscht', en: 'deleted on the server' },
  'replaced-by-server-version': { de: 'durch die Fassung des Servers ersetzt', en: 'replaced by the server’s version' },
  undone: { de: 'rückgängig gemacht', en: 'undone' },
  'conflict-resolved': {
    de: 'bei zwei Fassungen nicht gewählt',
    en: 'not chosen of two versions',
  },
  'needless-second-version': {
    de: 'zweite Fassung mit gleichem Inhalt',
    en: 'second version with the same content',
  },
  deselected: { de: 'Ordner abgewählt', en: 'folder deselected' },
  found: { de: 'Herkunft unbekannt', en: 'origin unknown' },
};

/** The list of what is kept, for people; newest first. */
export function describeKept(entries: readonly KeptEntry[], language: Language): readonly string[] {
  if (entries.length === 0)
    return [language === 'de' ? 'Der Sicherheitsspeicher ist leer.' : 'The safety store is empty.'];
  const idWidth = findWidth(entries.map(({ keepId }) => keepId));
  const sizes = entries.map(({ sizeBytes }) => formatBytes(sizeBytes, language));
  const sizeWidth = findWidth(sizes);
  const lines = entries.map((entry, index) => {
    const note = describeUntil(entry, language);
    const size = (sizes[index] ?? '').padStart(sizeWidth);
    const when = formatTime(entry.keptAtMs, language);
    const modified = formatTime(entry.modifiedAtMs, language);
    const state = language === 'de' ? `Stand ${modified}` : `as of ${modified}`;
    const why = KEPT_FOR[entry.reason][language];
    return `${entry.keepId.padEnd(idWidth)}  ${when}  ${size}  ${entry.originalPath}  (${state}, ${why}, ${note})`;
  });
  const total = formatBytes(
    entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    language,
  );
  const count = entries.length;
  const end =
    language === 'de'
      ? `${count} ${count === 1 ? 'Fassung' : 'Fassungen'}, ${total}. Zurückholen: ${toldCommand('kept', 'restore', '<Kennung>')}`
      : `${count} ${count === 1 ? 'version' : 'versions'}, ${total}. Bring one back: ${toldCommand('kept', 'restore', '<id>')}`;
  return [...lines, end];
}

/** What the server has as well goes earlier. */
function describeUntil({ keptUntilMs, freedFromMs }: KeptEntry, language: Language): string {
  const until = formatDay(keptUntilMs, language);
  if (freedFromMs === undefined) return language === 'de' ? `bis ${until}` : `until ${until}`;
  const early = formatDay(freedFromMs, language);
  return language === 'de'
    ? `bis ${until}, ab ${early} nur, solange der Server sie nicht hat`
    : `until ${until}, from ${early} on only while the server does not have it`;
}

/** How much of the history is told, and how. */
export interface HistoryTelling {
  readonly language: Language;
  readonly maxLines: number;
  /** Every entry on a line of its own; else what one run did alike is one. */
  readonly isSingle: boolean;
}

/** The newest part of the history, for people. */
export function describeHistory(
  entries: readonly HistoryEntry[],
  { language, maxLines, isSingle }: HistoryTelling,
): readonly string[] {
  const isGerman = language === 'de';
  if (entries.length === 0) return [isGerman ? 'Noch ist nichts geschehen.' : 'Nothing has been done yet.'];
  const rows = isSingle ? entries.map((entry) => ({ kind: 'entry', entry }) as const) : toHistoryRows(entries);
  const shown = rows.slice(0, maxLines);
  const width = findWidth(shown.map((row) => (row.kind === 'entry' ? row.entry.id : '')));
  const lines = shown.map((row) => describeHistoryRow(row, width, language));
  const left = rows.length - shown.length;
  const more = isGerman ? `… und ${left} ältere: --json zeigt alle` : `… and ${left} older ones: --json shows all`;
  const single = isGerman
    ? `Jeden Eintrag einzeln, mit Kennung: ${toldCommand('history', '--single')}`
    : `Each entry by itself, with its id: ${toldCommand('history', '--single')}`;
  const end = isGerman
    ? `Rückgängig machen: ${toldCommand('undo', '<Kennung>')}`
    : `Undo one: ${toldCommand('undo', '<id>')}`;
  const hasGroup = shown.some(({ kind }) => kind === 'group');
  return [...lines, ...(left > 0 ? [more] : []), ...(hasGroup ? [single] : []), end];
}

function describeHistoryRow(row: EntryRow, width: number, language: Language): string {
  if (row.kind === 'entry') return describeEntry(row.entry, width, language);
  const { newest, count, directory } = row;
  const what = DONE[newest.verb][language][newest.side];
  const [files, directories] = language === 'de' ? ['Dateien', 'Ordner'] : ['files', 'folders'];
  const items = `${count} ${newest.nodeKind === 'file' ? files : directories}`;
  const where = directory === '' ? '' : ` in ${directory}`;
  const undone = newest.undoes === undefined ? '' : ` (${language === 'de' ? 'rückgängig gemacht' : 'undone'})`;
  return `${''.padEnd(width)}  ${formatTime(newest.atMs, language)}  ${what}: ${items}${where}${undone}`;
}

function describeEntry(entry: HistoryEntry, width: number, language: Language): string {
  const target = entry.target === undefined ? '' : ` → ${entry.target}`;
  const undoes =
    entry.undoes === undefined ? '' : ` (${language === 'de' ? 'macht rückgängig:' : 'undoes'} ${entry.undoes})`;
  const what = DONE[entry.verb][language][entry.side];
  const where = entry.outcome === undefined ? entry.path : describeOutcome(entry.outcome, language);
  return `${entry.id.padEnd(width)}  ${formatTime(entry.atMs, language)}  ${what}: ${where}${target}${undoes}`;
}

function describeOutcome({ came, left }: ChoiceOutcome, language: Language): string {
  const isGerman = language === 'de';
  const tell = ({ count, directories, files, bytes }: ChosenPart, word: string): readonly string[] => {
    const more = count > directories.length ? ', …' : '';
    const size = `${describeFileCount(files, language)}, ${formatBytes(bytes, language)}`;
    return count === 0 ? [] : [`${word} ${directories.join(', ')}${more} (${size})`];
  };
  return [
    ...tell(came, isGerman ? 'dazugekommen' : 'added'),
    ...tell(left, isGerman ? 'abgewählt' : 'deselected'),
  ].join('; ');
}

/** How an act is told. */
export interface Telling {
  readonly language: Language;
  /** No sync carries it to the server. */
  readonly isKeptAway: boolean;
}

/** A kept version has come back. */
export function describeRestored({ path, isRenamed, bytes, entry }: Restored, telling: Telling): readonly string[] {
  const isGerman = telling.language === 'de';
  const sentences = [
    isGerman ? `Zurückgeholt: ${path}` : `Restored: ${path}`,
    ...(isRenamed
      ? [
          isGerman
            ? 'An der alten Stelle liegt eine andere Datei; sie blieb, wie sie ist.'
            : 'Another file is in its old place; it stayed as it is.',
        ]
      : []),
    ...(bytes === 'changed-since'
      ? [
          isGerman
            ? 'Achtung: Der Inhalt ist nicht mehr der, der aufbewahrt wurde; ein Programm hat die Datei seitdem geändert.'
            : 'Note: the content is not what was kept; a program has changed the file since.',
        ]
      : []),
    describeNext(entry, telling),
  ];
  return sentences;
}

/** An operation was turned round. */
export function describeUndone(entry: HistoryEntry, telling: Telling): readonly string[] {
  const { language } = telling;
  const kept = entry.reversal.kind === 'restore' || entry.reversal.kind === 'put-back';
  const keptNote =
    language === 'de'
      ? `Was hier lag, ist im Sicherheitsspeicher unter ${entry.id}.`
      : `What was here lies in the safety store as ${entry.id}.`;
  return [nameUndone(entry, language), ...(kept ? [keptNote] : []), describeNext(entry, telling)];
}

function nameUndone({ verb, nodeKind, path, target, reversal }: HistoryEntry, language: Language): string {
  const isGerman = language === 'de';
  if (verb === 'move') return isGerman ? `Wieder dort: ${target ?? path}` : `Back in its place: ${target ?? path}`;
  if (verb === 'remove') return isGerman ? `Wieder entfernt: ${path}` : `Removed again: ${path}`;
  if (reversal.kind === 'put-back') {
    return isGerman ? `Wieder in der früheren Fassung: ${path}` : `Back in its earlier version: ${path}`;
  }
  const isDirectory = nodeKind === 'directory';
  if (isGerman) return `${isDirectory ? 'Ordner wieder da' : 'Wieder da'}: ${path}`;
  return `${isDirectory ? 'Folder is back' : 'Is back'}: ${path}`;
}

function describeNext({ id }: HistoryEntry, { language, isKeptAway }: Telling): string {
  if (language === 'de') {
    const next = isKeptAway
      ? 'Sein Ordner wird auf diesem Computer nicht abgeglichen: Das bleibt nur hier.'
      : 'Der nächste Abgleich bringt das auf den Server.';
    return `${next} Zurücknehmen: ${toldCommand('undo', id)}`;
  }
  const next = isKeptAway
    ? 'Its folder is not synced on this computer: this stays here only.'
    : 'The next sync brings this to the server.';
  return `${next} Take it back: ${toldCommand('undo', id)}`;
}

/** The safety store is larger than allowed. */
export function describeExcess(
  { keptBytes, maxBytes }: { readonly keptBytes: number; readonly maxBytes: number },
  language: Language,
): string {
  const [kept, limit] = [formatBytes(keptBytes, language), formatBytes(maxBytes, language)];
  return language === 'de'
    ? `Im Sicherheitsspeicher (.bayernbox/kept) liegen ${kept}, mehr als die vorgesehenen ${limit}. ` +
        'Alles darin ist noch zu neu, um zu gehen; gelöscht wurde deshalb nichts davon.'
    : `The safety store (.bayernbox/kept) holds ${kept}, more than the ${limit} meant for it. ` +
        'Everything in it is too recent to go; so none of it was deleted.';
}

/** A store may hold more than a call takes arguments. */
function findWidth(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}

function formatTime(timeMs: number, language: Language): string {
  const options = { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(toLocale(language), options).format(timeMs);
}

function formatDay(timeMs: number, language: Language): string {
  return new Intl.DateTimeFormat(toLocale(language), { day: '2-digit', month: '2-digit', year: 'numeric' }).format(
    timeMs,
  );
}

function toLocale(language: Language): string {
  return language === 'de' ? 'de-DE' : 'en-GB';
}
