import type { NewDirectoryRule } from '../../core/model/selection.ts';
import type { EngineEvent } from '../../core/model/engine-state.ts';
import type { SelectionEntry, SelectionState } from '../../core/selection/selection-view.ts';
import type { ChoiceEnd } from '../../engine/selection/selection-visit.ts';
import type { FoldersRequest } from './folders-arguments.ts';
import { describeFileCount } from '../file-count.ts';
import type { Language } from '../messages.ts';
import { formatBytes } from '../progress-bar.ts';
import { toldCommand } from '../told-command.ts';

type Event<Type extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: Type }>;

/** Files that are named when many stay here. */
const MAX_NAMED = 20;

const STATES: Readonly<Record<SelectionState, Readonly<Record<Language, string>>>> = {
  selected: { de: '[x]', en: '[x]' },
  partly: { de: '[~] teilweise', en: '[~] partly' },
  deselected: { de: '[ ] abgewählt', en: '[ ] deselected' },
  undecided: { de: '[?] neu, wartet auf Sie', en: '[?] new, waits for you' },
};

/** A directory has turned up on the server, and somebody has to say whether it shall come here. */
export function describeNewDirectory({ path, sizeBytes }: Event<'new-directory'>, language: Language): string {
  const size = sizeBytes === 0 ? '' : ` (${formatBytes(sizeBytes, language)})`;
  return language === 'de'
    ? `Neuer Ordner auf dem Server: ${path}${size}. Hierher holen: ${toldCommand('folders', 'select', path)}. Nicht holen: ${toldCommand('folders', 'deselect', path)}.`
    : `New folder on the server: ${path}${size}. Bring it here: ${toldCommand('folders', 'select', path)}. Leave it there: ${toldCommand('folders', 'deselect', path)}.`;
}

/** A directory of the server waits for somebody to say whether it shall come here. */
export function describeUndecided(path: string, language: Language): string {
  const [select, deselect] = [toldCommand('folders', 'select', path), toldCommand('folders', 'deselect', path)];
  return language === 'de'
    ? `Neuer Ordner, wartet auf Ihre Entscheidung: ${path}. Hierher holen: ${select}. Nicht holen: ${deselect}.`
    : `New folder, waits for your decision: ${path}. Bring it here: ${select}. Leave it there: ${deselect}.`;
}

/** A deselected directory has left this computer. */
export function describeUnsynced({ path, files, bytes }: Event<'unsynced'>, language: Language): string {
  const what = `${describeFileCount(files, language)} (${formatBytes(bytes, language)})`;
  return language === 'de'
    ? `${path} ist abgewählt: ${what} nur von diesem Computer entfernt. Auf dem Server bleibt alles.`
    : `${path} is deselected: ${what} removed from this computer only. On the server everything stays.`;
}

/** The directories of the server with their marks, and what waits. */
export function describeSelection(
  selection: {
    readonly entries: readonly SelectionEntry[];
    readonly newDirectories: NewDirectoryRule;
    readonly undecided: readonly string[];
  },
  language: Language,
): readonly string[] {
  const lines = selection.entries.map(({ path, state, sizeBytes }) => {
    const size = sizeBytes === undefined ? '' : ` (${formatBytes(sizeBytes, language)})`;
    const [mark, ...words] = STATES[state][language].split(' ');
    return `${mark} ${path}${size}${words.length === 0 ? '' : ` – ${words.join(' ')}`}`;
  });
  const isGerman = language === 'de';
  if (lines.length === 0) lines.push(isGerman ? 'Keine Ordner bekannt.' : 'No folders known.');
  for (const path of selection.undecided) {
    lines.push(describeUndecided(path, language));
  }
  return [...lines, describeRule(selection.newDirectories, language)];
}

function describeRule(rule: NewDirectoryRule, language: Language): string {
  if (rule.kind === 'ask') return language === 'de' ? 'Neue Ordner: erst fragen.' : 'New folders: ask first.';
  if (rule.askAboveBytes === undefined)
    return language === 'de' ? 'Neue Ordner: automatisch mitnehmen.' : 'New folders: take them.';
  const size = formatBytes(rule.askAboveBytes, language);
  return language === 'de'
    ? `Neue Ordner: über ${size} und auf externem Speicher erst fragen.`
    : `New folders: ask first above ${size} and on external storage.`;
}

/** What was noted, and what follows from it. */
export function describeChosen(
  chosen: {
    readonly end: Extract<ChoiceEnd, { kind: 'taken' | 'already-so' }>;
    readonly request: FoldersRequest;
    readonly isRunning: boolean;
  },
  language: Language,
): readonly string[] {
  const { end, isRunning } = chosen;
  const isGerman = language === 'de';
  if (end.kind === 'already-so') return [isGerman ? 'Das ist schon so.' : 'It is so already.'];
  const preview = end.preview === undefined ? [] : describePreview(end.preview, language);
  if (isRunning)
    return [
      ...preview,
      isGerman ? 'Der laufende Abgleich übernimmt das gleich.' : 'The sync that is running takes it over in a moment.',
    ];
  return [...preview, isGerman ? 'Der nächste Abgleich führt es aus.' : 'The next sync carries it out.'];
}

type Preview = NonNullable<Extract<ChoiceEnd, { kind: 'taken' }>['preview']>;

function describePreview({ files, bytes, staying }: Preview, language: Language): readonly string[] {
  const isGerman = language === 'de';
  const what = `${describeFileCount(files, language)} (${formatBytes(bytes, language)})`;
  const lines = [
    isGerman
      ? `${what} ${files === 1 ? 'wird' : 'werden'} nur von diesem Computer entfernt. Auf dem Server bleibt alles.`
      : `${what} will be removed from this computer only. On the server everything stays.`,
  ];
  if (staying.length === 0) return lines;
  lines.push(
    isGerman
      ? 'Noch nicht abgeglichen. Was der Server davon nicht hat, bleibt hier:'
      : 'Not synced yet. What the server does not have of it stays here:',
  );
  lines.push(...staying.slice(0, MAX_NAMED).map((path) => `  ${path}`));
  const more = staying.length - MAX_NAMED;
  if (more > 0) lines.push(isGerman ? `  … und ${more} weitere` : `  … and ${more} more`);
  return lines;
}

/** Why a choice was not taken. */
export function describeChoiceRefusal(
  end: Extract<ChoiceEnd, { kind: 'unknown' | 'inside-away' }>,
  path: string,
  language: Language,
): string {
  if (end.kind === 'unknown') {
    return language === 'de'
      ? `Einen Ordner „${path}“ hat der Server beim letzten Abgleich nicht gezeigt. Alle Ordner zeigt ${toldCommand('folders', 'list', '/')}.`
      : `The server has shown no folder "${path}" in the last sync. For all folders: ${toldCommand('folders', 'list', '/')}.`;
  }
  return language === 'de'
    ? `„${path}“ liegt in „${end.above}“, und dieser Ordner ist abgewählt. Wählen Sie zuerst ihn aus.`
    : `"${path}" lies in "${end.above}", and that folder is deselected. Select it first.`;
}
