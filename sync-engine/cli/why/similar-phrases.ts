import type { FoundItem, FoundItems, Unsearched, UnsearchedReason } from '../../engine/visiting/find-by-name.ts';
import type { Language } from '../messages.ts';
import { PLACES } from '../phrases.ts';
import { toldCommand } from '../told-command.ts';

type Text = Readonly<Record<Language, string>>;

const TITLE: Text = { de: 'Meinten Sie eines davon?', en: 'Did you mean one of these?' };

const KEPT: Text = { de: `aufbewahrt: ${toldCommand('kept', 'list')}`, en: `kept: ${toldCommand('kept', 'list')}` };

const UNSEARCHED: Readonly<Record<UnsearchedReason, Text>> = {
  'not-selected': {
    de: 'Nicht durchsucht, weil auf diesem Computer nicht ausgewählt',
    en: 'Not searched because not selected on this computer',
  },
  excluded: {
    de: 'Auf dem Server nicht durchsucht, weil durch ein Ausschlussmuster ausgenommen',
    en: 'Not searched on the server because left out by an exclude pattern',
  },
  unreadable: {
    de: 'Auf diesem Computer nicht lesbar und deshalb nicht durchsucht',
    en: 'Not readable on this computer and therefore not searched',
  },
};

/** What else has the name of something that is not there, and where more of it may be, a line each. */
export function describeSimilar({ items, total, unsearched }: FoundItems, language: Language): readonly string[] {
  const more = total - items.length;
  return [
    ...(items.length === 0 ? [] : [TITLE[language]]),
    ...items.map((item) => describeItem(item, language)),
    ...(more === 0 ? [] : [describeMore(more, language)]),
    ...unsearched.map((part) => describeUnsearched(part, language)),
  ];
}

function describeItem({ path, isHere, isOnServer, isKept }: FoundItem, language: Language): string {
  const places = [
    ...(isHere ? [PLACES.local[language]] : []),
    ...(isOnServer ? [PLACES.remote[language]] : []),
    ...(isKept ? [KEPT[language]] : []),
  ];
  return `  ${path} (${places.join(', ')})`;
}

function describeMore(count: number, language: Language): string {
  return language === 'de' ? `  und ${count} weitere` : `  and ${count} more`;
}

function describeUnsearched({ why, paths, total }: Unsearched, language: Language): string {
  const more = total - paths.length;
  const rest = more === 0 ? '' : describeMore(more, language).trimStart();
  return `${UNSEARCHED[why][language]}: ${paths.join(', ')}${rest === '' ? '' : ` ${rest}`}`;
}
