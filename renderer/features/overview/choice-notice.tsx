import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { Notice } from '../../components/notice.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import type { NewChoice } from '../../state/route-context.tsx';
import type { ChoiceAge } from './choice-news.ts';
import { ageChoice, findChoiceTime } from './choice-news.ts';
import { choiceMessages } from './choice-messages.ts';

/** Folders that are named of each half of a choice. */
const MAX_NAMED = 3;

export interface ChoiceNoticeProps {
  readonly folder: FolderView;
  readonly choice: NewChoice;
}

/** What a person has just chosen for a sync folder, and when it takes effect; nothing once that is long done. */
export function ChoiceNotice({ folder, choice }: ChoiceNoticeProps): ReactNode {
  const text = useText(choiceMessages);
  const language = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  // The overview opens at its top, and this folder may be far below.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const [age, setAge] = useState<ChoiceAge>('fresh');
  const next = ageChoice(age, choice, folder);
  // While it is drawn, so that nothing is drawn that is past.
  if (next !== age) setAge(next);
  if (next === 'past') return null;
  const { comes, leaves } = choice;
  const time = next === 'fresh' || next === 'begun' ? findChoiceTime(folder) : undefined;
  const list = (paths: readonly string[]): string => {
    const names = paths.slice(0, MAX_NAMED).map((path) => text('named', { name: toVisibleText(path) }));
    const left = paths.length - names.length;
    const all = left === 0 ? names : [...names, text('others', { count: left })];
    return new Intl.ListFormat(language, { type: 'conjunction' }).format(all);
  };
  return (
    <div ref={place}>
      <Notice tone="success" title={text('title', { name: toVisibleText(folder.name) })} isNew>
        {comes.length === 0 ? null : (
          <p className="kern-body">{text('comes', { count: comes.length, names: list(comes) })}</p>
        )}
        {leaves.length === 0 ? null : (
          <p className="kern-body">{text('leaves', { count: leaves.length, names: list(leaves) })}</p>
        )}
        {comes.length + leaves.length === 0 ? <p className="kern-body">{text('same')}</p> : null}
        {time === undefined || comes.length + leaves.length === 0 ? null : <p className="kern-body">{text(time)}</p>}
      </Notice>
    </div>
  );
}
