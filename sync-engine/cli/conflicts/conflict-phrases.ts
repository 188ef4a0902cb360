import type { ConflictRecord, Resolution } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { MarkLabels } from '../../core/conflicts/text-merge.ts';
import type { ConflictView, VersionView } from '../../engine/conflicts/conflict-desk.ts';
import type { ResolveRefusal } from '../../engine/conflicts/resolve.ts';
import type { ConflictAtPath } from '../../engine/visiting/why.ts';
import type { Language } from '../messages.ts';
import { toPrintable } from '../printable.ts';
import { formatBytes } from '../progress-bar.ts';
import type { FolderWords } from '../told-command.ts';
import { toldCommand } from '../told-command.ts';

type Texts<Key extends string> = Readonly<Record<Key, Readonly<Record<Language, string>>>>;

const REFUSALS: Texts<ResolveRefusal> = {
  'conflict-unknown': {
    de: `Diese zwei Fassungen gibt es hier nicht. Alle zeigt: ${toldCommand('conflicts', 'list')}`,
    en: `There are no such two versions here. To see all: ${toldCommand('conflicts', 'list')}`,
  },
  'conflict-closed': {
    de: `Darüber ist schon entschieden. Zurück geht es mit: ${toldCommand('conflicts', 'undo', '<Kennung>')}`,
    en: `This has been decided already. To take it back: ${toldCommand('conflicts', 'undo', '<id>')}`,
  },
  'conflict-not-resolved': {
    de: 'Hier wurde nichts entschieden, was sich zurücknehmen ließe.',
    en: 'Nothing was decided here that could be taken back.',
  },
  'changed-meanwhile': {
    de: 'Inzwischen hat sich eine der Dateien geändert. Nichts wurde getan: Gleichen Sie ab und sehen Sie noch einmal hin.',
    en: 'One of the files has changed meanwhile. Nothing was done: sync, and look again.',
  },
  'not-two-files': {
    de: 'Eines von beiden ist ein Ordner: Behalten Sie beide, oder benennen Sie eines selbst um.',
    en: 'One of the two is a folder: keep both, or rename one yourself.',
  },
  'merge-not-possible': {
    de: 'Diese Fassungen lassen sich nicht zusammenführen: Das geht nur bei Texten, deren gemeinsamer Ausgangsstand noch da ist.',
    en: 'These versions cannot be merged: that takes texts, and the version they were both made from.',
  },
  'changes-overlap': {
    de: `Beide haben dieselben oder benachbarte Zeilen geändert. Welche, zeigt: ${toldCommand('conflicts', 'compare', '<Kennung>')}`,
    en: `Both changed the same or neighbouring lines. To see which: ${toldCommand('conflicts', 'compare', '<id>')}`,
  },
  'name-taken': { de: 'Eine Datei dieses Namens gibt es schon.', en: 'There is a file of this name already.' },
  'name-not-allowed': { de: 'Dieser Name ist nicht erlaubt.', en: 'This name is not allowed.' },
  'no-longer-kept': {
    de: 'Die frühere Fassung ist nicht mehr aufbewahrt; sie lässt sich nicht zurückholen.',
    en: 'The earlier version is not kept any more; it cannot be brought back.',
  },
};

const DECISIONS: Texts<Resolution> = {
  mine: {
    de: 'Ihre Fassung gilt und ersetzt die des Servers, auch für andere',
    en: 'Your version counts and replaces the one of the server, for others, too',
  },
  server: {
    de: 'Die Fassung des Servers gilt; Ihre verschwindet auch bei anderen und ist hier aufbewahrt',
    en: 'The version of the server counts; yours disappears for others, too, and is kept here',
  },
  both: { de: 'Beide Fassungen bleiben', en: 'Both versions stay' },
  merged: { de: 'Beide Fassungen sind zusammengeführt', en: 'Both versions are merged' },
};

/** What the parts of a comparison are called in its marks. */
export const COMPARED: Readonly<Record<Language, MarkLabels>> = {
  de: { base: 'vorher', mine: 'Ihre Fassung', server: 'Fassung des Servers' },
  en: { base: 'before', mine: 'your version', server: 'version of the server' },
};

const NEWER: Texts<NonNullable<ConflictView['newer']> | 'unknown'> = {
  server: { de: 'neuer ist die des Servers', en: 'the newer one is the server’s' },
  mine: { de: 'neuer ist Ihre', en: 'the newer one is yours' },
  unknown: {
    de: 'welche neuer ist, sagt der Server nicht (die Zeiten sind die zweier Rechner)',
    en: 'the server does not tell which one is newer (the times are those of two computers)',
  },
};

/** Why a decision was not carried out. */
export function describeRefusal(reason: ResolveRefusal, language: Language): string {
  return REFUSALS[reason][language];
}

/** Some lines about one conflict: where, which versions, and which is newer. */
export function describeConflictView(view: ConflictView, language: Language, folder: FolderWords = []): string {
  const head = `${view.id}  ${view.path}${view.origin === 'found' ? foundNote(language) : ''}`;
  if (view.state === 'resolved') {
    const note = view.isSecondOnlyHere ? `; ${describeOnlyHere(view.secondPath, language)}` : '';
    const decided = language === 'de' ? 'entschieden, rücknehmbar' : 'decided, can be taken back';
    return toPrintable(`${head}: ${decided}${note}`, folder);
  }
  if (view.versions === undefined) {
    const note =
      language === 'de'
        ? `dazu ${view.secondPath} (keine zwei lesbaren Dateien)`
        : `with ${view.secondPath} (not two readable files)`;
    return [`${head}: ${note}`, ...warnOfBoth(view, language)].map((line) => toPrintable(line, folder)).join('\n    ');
  }
  const { server, mine } = view.versions;
  const author = view.serverAuthor ?? (language === 'de' ? 'unbekannt' : 'unknown');
  const lines =
    language === 'de'
      ? [`Server: ${describeVersion(server, language)}, von: ${author}`, `Ihre:   ${describeVersion(mine, language)}`]
      : [`Server: ${describeVersion(server, language)}, by: ${author}`, `Yours:  ${describeVersion(mine, language)}`];
  const compare = toldCommand('conflicts', 'compare', view.id);
  const merge = { merged: ', --keep merged', overlapping: `, ${compare}`, 'not-offered': '' }[view.merge];
  const newer = `${NEWER[view.newer ?? 'unknown'][language]}${merge}`;
  return [head, ...lines, newer, ...warnOfBoth(view, language)].map((line) => toPrintable(line, folder)).join('\n    ');
}

/** What keeping both means where the organisation lets no second version go to the server. */
function warnOfBoth({ isSecondOnlyHere }: ConflictView, language: Language): readonly string[] {
  if (!isSecondOnlyHere) return [];
  return language === 'de'
    ? [
        'Mit --keep both bleibt Ihre nur auf diesem Computer: Ihre Organisation lässt die zweite von zwei Fassungen nicht auf den Server. Unter einem anderen Namen wird sie hochgeladen wie jede Datei.',
      ]
    : [
        'With --keep both yours stays on this computer only: your organisation does not let the second of two versions go to the server. Under another name it is uploaded like any file.',
      ];
}

function describeOnlyHere(second: string, language: Language): string {
  return language === 'de'
    ? `${second} bleibt nur auf diesem Computer, wie es Ihre Organisation festgelegt hat`
    : `${second} stays on this computer only, as your organisation has decided`;
}

/** What a decision has led to, or what taking it back has. */
export function describeResolved(
  { record, isSecondOnlyHere }: { readonly record: ConflictRecord; readonly isSecondOnlyHere: boolean },
  language: Language,
): string {
  const { state, path, secondName } = record;
  if (state.kind !== 'resolved') {
    return language === 'de'
      ? `Zurückgenommen: ${path} und ${secondPath(path, secondName)} sind wieder wie zuvor.`
      : `Taken back: ${path} and ${secondPath(path, secondName)} are as they were.`;
  }
  const sent = language === 'de' ? 'Der nächste Abgleich überträgt das' : 'The next sync sends this';
  const next = isSecondOnlyHere ? describeOnlyHere(secondPath(path, secondName), language) : sent;
  const undo = language === 'de' ? 'Zurücknehmen' : 'To take it back';
  return `${DECISIONS[state.exchange.how][language]}: ${path}. ${next}. ${undo}: ${toldCommand('conflicts', 'undo', record.id)}`;
}

/** Another process is syncing the folder. */
export function describeInUse(language: Language): string {
  return language === 'de'
    ? 'Dieser Ordner wird gerade abgeglichen. Beenden Sie das andere bayernbox (Strg+C), entscheiden Sie und starten Sie es wieder.'
    : 'This folder is being synced right now. End the other bayernbox (Ctrl+C), decide, and start it again.';
}

/** Nothing waits. */
export function describeNoConflicts(language: Language): string {
  return language === 'de' ? 'Nirgends gibt es zwei Fassungen.' : 'There are no two versions of anything.';
}

/** A path is one of two versions. */
export function describeConflictAt({ id, path, secondPath: second }: ConflictAtPath, language: Language): string {
  const both = toldCommand('conflicts', 'resolve', id, '--keep', 'both');
  return language === 'de'
    ? `Zwei Fassungen: ${path} und ${second}. Beide behalten: ${both}; statt both auch mine (Ihre) oder server.`
    : `Two versions: ${path} and ${second}. To keep both: ${both}; in place of both also mine (yours) or server.`;
}

function describeVersion({ path, sizeBytes, mtimeMs }: VersionView, language: Language): string {
  const time = new Date(mtimeMs).toLocaleString(language === 'de' ? 'de-DE' : 'en-GB');
  return `${path}, ${formatBytes(sizeBytes, language)}, ${time}`;
}

function foundNote(language: Language): string {
  return language === 'de' ? ' (am Namen erkannt)' : ' (known by its name)';
}
