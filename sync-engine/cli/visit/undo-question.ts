import type { UndoEffect } from '../../core/model/judge-undo.ts';
import type { AskedUndo } from '../../engine/visiting/visit.ts';
import type { Language } from '../messages.ts';

/** Paths that are named of each effect. */
const MAX_NAMED = 5;

type Tell = (count: number) => string;

const EFFECTS: Readonly<Record<UndoEffect, Readonly<Record<Language, Tell>>>> = {
  'removes-file': {
    de: (count) =>
      `${count === 1 ? 'Diese Datei wird' : `Diese ${count} Dateien werden`} hier und auf dem Server für alle gelöscht`,
    en: (count) =>
      `${count === 1 ? 'This file' : `These ${count} files`} will be deleted here and on the server, for everyone`,
  },
  'removes-directory': {
    de: (count) =>
      count === 1
        ? 'Dieser Ordner wird hier und auf dem Server für alle gelöscht, wenn er leer ist'
        : `Diese ${count} Ordner werden hier und auf dem Server für alle gelöscht, soweit sie leer sind`,
    en: (count) =>
      `${count === 1 ? 'This folder' : `These ${count} folders`} will be deleted here and on the server, for everyone, if empty`,
  },
  'replaces-file': {
    de: (count) =>
      `${count === 1 ? 'Diese Datei bekommt' : `Diese ${count} Dateien bekommen`} hier und auf dem Server für alle wieder den vorherigen Inhalt`,
    en: (count) =>
      `${count === 1 ? 'This file gets' : `These ${count} files get`} the previous content back here and on the server, for everyone`,
  },
  'brings-back': {
    de: (count) =>
      `${count === 1 ? 'Dieser gelöschte Eintrag kommt' : `Diese ${count} gelöschten Einträge kommen`} hier und auf dem Server für alle zurück`,
    en: (count) =>
      `${count === 1 ? 'This deleted item comes' : `These ${count} deleted items come`} back here and on the server, for everyone`,
  },
  'moves-back': {
    de: (count) =>
      `${count === 1 ? 'Dieser Eintrag kommt' : `Diese ${count} Einträge kommen`} hier und auf dem Server für alle an den alten Ort zurück`,
    en: (count) =>
      `${count === 1 ? 'This item goes' : `These ${count} items go`} back to the old place here and on the server, for everyone`,
  },
};

/** What a person agrees to, in lines; what is replaced or removed here stays in the safety store. */
export function describeAsked(asked: readonly AskedUndo[], language: Language): readonly string[] {
  const groups = Map.groupBy(asked, ({ effect }) => effect);
  return [...groups].flatMap(([effect, members]) => {
    const named = members.slice(0, MAX_NAMED).map(({ entry }) => `  ${entry.target ?? entry.path}`);
    const left = members.length - named.length;
    const more = left === 0 ? [] : [language === 'de' ? `  … und ${left} weitere` : `  … and ${left} more`];
    return [`${EFFECTS[effect][language](members.length)}:`, ...named, ...more];
  });
}

/** What a person agrees to for one entry, by the id that it was named with. */
export type Agreement = (id: string) => readonly UndoEffect[];

/**
 * Agrees to what was told, and to no more: while a question waits for its answer, others may make something of an entry
 * that was not asked about.
 */
export function toAgreement(asked: readonly AskedUndo[]): Agreement {
  const effects = Map.groupBy(asked, ({ id }) => id);
  return (id) => (effects.get(id) ?? []).map(({ effect }) => effect);
}
