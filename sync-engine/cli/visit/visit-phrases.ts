import type { ChoiceOutcome, ChosenPart } from '../../core/model/choice-outcome.ts';
import type { HistoryEntry, HistoryVerb } from '../../core/model/history.ts';
import type { EntryRow } from '../../core/model/history-rows.ts';
import { toHistoryRows } from '../../core/model/history-rows.ts';
import type { KeptEntry, Restored } from '../../engine/visiting/visit.ts';
import type { ActRefusal } from '../../engine/visiting/visit-acts.ts';
import { describeFileCount } from '../file-count.ts';
import type { Language, Message } from '../messages.ts';
import { formatBytes } from '../progress-bar.ts';

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

/** What went wrong, and what can be done, for each refusal of an act. */
export const ACT_REFUSALS: Texts<ActRefusal, readonly [title: string, hint: string]> = {
  'kept-unknown': {
    de: ['Diese Kennung gibt es im Sicherheitsspeicher nicht', 'Alle, die es gibt, zeigt bayernbox kept list.'],
    en: ['The safety store does not know this id', 'To see all that it knows: bayernbox kept list.'],
  },
  'kept-gone': {
    de: [
      'Die frühere Fassung liegt nicht mehr im Sicherheitsspeicher',
      'Sie wurde schon zurückgeholt oder nach 30 Tagen entfernt. Sehen Sie auf dem Server unter „Versionen“ nach.',
    ],
    en: [
      'The earlier version is not in the safety store any more',
      'It was restored before, or removed after 30 days. Look under "Versions" on the server.',
    ],
  },
  'operation-unknown': {
    de: ['Diese Kennung steht nicht im Verlauf', 'Alle Änderungen mit ihrer Kennung zeigt bayernbox history.'],
    en: ['The history does not know this id', 'To see all changes with their ids: bayernbox history.'],
  },
  'already-undone': {
    de: ['Diese Änderung ist schon rückgängig gemacht', 'Was zuletzt geschehen ist, zeigt bayernbox history.'],
    en: ['This change has been undone already', 'To see what was done last: bayernbox history.'],
  },
  'path-taken': {
    de: [
      'An dieser Stelle liegt inzwischen etwas anderes',
      'Es wird nichts überschrieben. Mit bayernbox kept restore kommt die Fassung unter einem freien Namen zurück.',
    ],
    en: [
      'Something else is in that place by now',
      'Nothing is overwritten. bayernbox kept restore brings the version back under a free name.',
    ],
  },
  'parent-taken': {
    de: [
      'Wo ein Ordner nötig wäre, liegt eine Datei',
      'Benennen Sie diese Datei um, oder wählen Sie mit bayernbox kept restore --to einen anderen Ort.',
    ],
    en: [
      'A file is where a folder would be needed',
      'Rename that file, or choose another place with bayernbox kept restore --to.',
    ],
  },
  'changed-since': {
    de: [
      'Hier hat sich seitdem etwas geändert',
      'Rückgängig geht nur, was noch so ist, wie die Änderung es hinterlassen hat. Verloren ist nichts.',
    ],
    en: [
      'Something has changed here since',
      'Only what is still as the change left it can be undone. Nothing is lost.',
    ],
  },
  'directory-not-empty': {
    de: ['Der Ordner ist nicht mehr leer', 'Verschieben oder löschen Sie zuerst, was darin liegt.'],
    en: ['The folder is not empty any more', 'Move or delete first what lies in it.'],
  },
  'name-not-allowed': {
    de: [
      'Diesen Namen kann nicht jedes System speichern',
      'Lassen Sie die Zeichen < > : " / \\ | ? * weg, und Punkte und Leerzeichen am Ende.',
    ],
    en: ['Not every system can hold this name', 'Leave out < > : " / \\ | ? *, and dots and spaces at the end.'],
  },
  'folder-at-rest': {
    de: [
      'Das geht nur auf dem Server',
      'Machen Sie es in den Fenstern des Programms rückgängig, während der Ordner verbunden ist.',
    ],
    en: ['Only the server can do this', 'Undo it in the windows of the program while the folder is connected.'],
  },
  'needs-server-versions': {
    de: [
      'Die frühere Fassung liegt nur auf dem Server',
      'Öffnen Sie dort die Datei unter „Versionen“ und stellen Sie die gewünschte Fassung wieder her.',
    ],
    en: [
      'The earlier version is only on the server',
      'Open the file there under "Versions" and restore the version you want.',
    ],
  },
  'needs-server-trash': {
    de: [
      'Was entfernt wurde, liegt auf dem Server im Papierkorb',
      'Stellen Sie es dort unter „Gelöschte Dateien“ wieder her; der Abgleich bringt es dann hierher.',
    ],
    en: [
      'What was removed lies in the trash on the server',
      'Restore it there under "Deleted files"; sync then brings it here.',
    ],
  },
  'carries-undo': {
    de: [
      'Damit kam nur auf den Server, was Sie rückgängig gemacht haben',
      'Nehmen Sie dieses Rückgängigmachen zurück; seine Kennung steht in: bayernbox history.',
    ],
    en: [
      'This only carried to the server what you had undone',
      'Take back that undo; its id is in: bayernbox history.',
    ],
  },
  'came-from-server': {
    de: [
      'Das kam vom Server; rückgängig gemacht, wäre es dort für alle gelöscht',
      'Soll es weg, löschen Sie es im Ordner. Nur von diesem Computer nimmt es: bayernbox folders deselect.',
    ],
    en: [
      'This came from the server; undone, it would be deleted there for everyone',
      'To delete it, delete it in the folder. To take it off this computer only: bayernbox folders deselect.',
    ],
  },
  'not-agreed': {
    de: ['Es wurde nichts rückgängig gemacht', 'Das änderte auf dem Server etwas für alle. Soll es so sein: --yes.'],
    en: ['Nothing was undone', 'It would change something on the server for everyone. If that is meant: --yes.'],
  },
  'two-versions': {
    de: ['Beide Fassungen sind da', 'Löschen Sie die, die Sie nicht brauchen, oder geben Sie ihr einen anderen Namen.'],
    en: ['Both versions are there', 'Delete the one that you do not need, or give it another name.'],
  },
  'two-versions-decided': {
    de: ['Das war eine Entscheidung über zwei Fassungen', 'Nehmen Sie sie zurück mit: bayernbox conflicts undo.'],
    en: ['This was a decision about two versions', 'Take it back with: bayernbox conflicts undo.'],
  },
  'needs-selecting': {
    de: [
      'Dieser Ordner ist abgewählt',
      'Wählen Sie ihn wieder aus: bayernbox folders select. Was nur hier liegt, bleibt bis dahin nur hier.',
    ],
    en: [
      'This folder is deselected',
      'Select it again: bayernbox folders select. What is only here stays here only until then.',
    ],
  },
  'not-recorded': {
    de: ['Zu dieser Änderung ist zu wenig bekannt', 'Sehen Sie in bayernbox kept list nach der früheren Fassung.'],
    en: ['Too little is known about this change', 'Look for the earlier version in bayernbox kept list.'],
  },
};

/** Title and hint for a refusal. */
export function getRefusalMessage(code: ActRefusal, language: Language): Message {
  const [title, hint] = ACT_REFUSALS[code][language];
  return { title, hint };
}

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
      ? `${count} ${count === 1 ? 'Fassung' : 'Fassungen'}, ${total}. Zurückholen: bayernbox kept restore <Kennung>`
      : `${count} ${count === 1 ? 'version' : 'versions'}, ${total}. Bring one back: bayernbox kept restore <id>`;
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
    ? 'Jeden Eintrag einzeln, mit Kennung: bayernbox history --single'
    : 'Each entry by itself, with its id: bayernbox history --single';
  const end = isGerman ? 'Rückgängig machen: bayernbox undo <Kennung>' : 'Undo one: bayernbox undo <id>';
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
    return `${next} Zurücknehmen: bayernbox undo ${id}`;
  }
  const next = isKeptAway
    ? 'Its folder is not synced on this computer: this stays here only.'
    : 'The next sync brings this to the server.';
  return `${next} Take it back: bayernbox undo ${id}`;
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
