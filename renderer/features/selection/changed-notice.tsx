import type { ReactNode } from 'react';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import type { ListChange } from '../../components/directory-choice/selection-model.ts';
import { useText } from '../../i18n/language-context.tsx';
import { selectionMessages } from './messages.ts';

/** So many folders are named. */
const MAX_NAMED = 10;

/** What has changed on the server while a person was choosing. */
export function ChangedNotice({ change: { added, gone } }: { readonly change: ListChange }): ReactNode {
  const text = useText(selectionMessages);
  if (added.length + gone.length === 0) return null;
  return (
    <Notice tone="warning" title={text('listChanged')} isNew>
      <p className="kern-body">{text('choiceKept')}</p>
      <Named title={text('added', { count: added.length })} paths={added} />
      <Named title={text('gone', { count: gone.length })} paths={gone} />
    </Notice>
  );
}

function Named({ title, paths }: { readonly title: string; readonly paths: readonly string[] }): ReactNode {
  const text = useText(selectionMessages);
  const more = paths.length - MAX_NAMED;
  if (paths.length === 0) return null;
  return (
    <>
      <p className="kern-body">{title}</p>
      <ul className="bb-plain-list">
        {paths.slice(0, MAX_NAMED).map((path) => (
          <li key={path}>
            <PathText path={path} />
          </li>
        ))}
        {more > 0 ? <li className="kern-body">{text('andMore', { count: more })}</li> : null}
      </ul>
    </>
  );
}
