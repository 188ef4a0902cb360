import type { Removal, RemovalCause, WayBack } from '../../engine/visiting/find-removal.ts';
import type { Language } from '../messages.ts';
import { toldCommand } from '../told-command.ts';

const CAUSES: Readonly<Record<RemovalCause, Readonly<Record<Language, string>>>> = {
  here: { de: 'Hier gelöscht, dann auch auf dem Server', en: 'Deleted here, then on the server too' },
  'on-server': {
    de: 'Auf dem Server gelöscht (von wem, sagt er nicht), dann auch hier entfernt',
    en: 'Deleted on the server (which does not tell by whom), then removed here too',
  },
  undo: {
    de: 'Hier wurde rückgängig gemacht, womit es entstanden war',
    en: 'What had made it was undone here',
  },
  decision: {
    de: 'Von zwei Fassungen wurde hier die andere behalten',
    en: 'Of two versions the other one was kept here',
  },
  'same-content': {
    de: 'Zweite Fassung mit gleichem Inhalt wie die erste, deshalb entfernt',
    en: 'Second version with the same content as the first, therefore removed',
  },
};

/** How something went, when, and what brings it back: a line each. */
export function describeRemoval({ cause, atMs, within, wayBack }: Removal, language: Language): readonly string[] {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const folder = { de: `, mit dem ganzen Ordner ${within ?? ''}`, en: `, with the whole folder ${within ?? ''}` };
  const how = `${CAUSES[cause][language]}${within === undefined ? '' : folder[language]}`;
  return [`${how}: ${format.format(atMs)}`, ...describeWayBack(wayBack, language)];
}

function describeWayBack(way: WayBack, language: Language): readonly string[] {
  const isGerman = language === 'de';
  const back = isGerman ? 'Zurückholen' : 'To bring it back';
  switch (way.kind) {
    case 'undo':
      return [`${back}: ${toldCommand('undo', way.entryId)}`];
    case 'reopen':
      return [
        isGerman
          ? `Die Entscheidung zurücknehmen: ${toldCommand('conflicts', 'undo', way.conflictId)}`
          : `To take the decision back: ${toldCommand('conflicts', 'undo', way.conflictId)}`,
      ];
    case 'restore':
      return [`${back}: ${toldCommand('kept', 'restore', way.keepId)}`];
    case 'server-trash':
      return [TRASH[language], ...describeOlder(way.olderKeepId, language)];
    default:
      return way satisfies never;
  }
}

const TRASH: Readonly<Record<Language, string>> = {
  de: 'Zurückholen: auf dem Server unter „Gelöschte Dateien“, solange es dort noch liegt',
  en: 'To bring it back: on the server under "Deleted files", while it is still there',
};

function describeOlder(keepId: string | undefined, language: Language): readonly string[] {
  if (keepId === undefined) return [];
  return [
    language === 'de'
      ? `Eine ältere Fassung ist hier aufbewahrt: ${toldCommand('kept', 'restore', keepId)}`
      : `An older version is kept here: ${toldCommand('kept', 'restore', keepId)}`,
  ];
}
