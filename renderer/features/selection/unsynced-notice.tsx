import type { ReactNode } from 'react';
import { sortByPath } from '#ipc/sort-by-path.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import type { Loaded } from '../../state/use-answer.ts';
import { selectionMessages } from './messages.ts';
import type { Unsynced } from './use-unsynced.ts';

/** So many paths are named; the number of the others is told. */
const MAX_PATHS = 20;

/** What of the folders that leave the server does not have: files that stay, and names that it will not hear of. */
export function UnsyncedNotice({ loaded }: { readonly loaded: Loaded<Unsynced> }): ReactNode {
  const text = useText(selectionMessages);
  if (loaded.kind === 'loading') return <p className="kern-body kern-body--muted">{text('lookingForUnsynced')}</p>;
  if (loaded.kind === 'failed') return <ErrorNotice error={loaded.error} />;
  const { staying, renamed } = loaded.value;
  return (
    <>
      {staying.total === 0 ? null : (
        <Notice tone="warning" title={text('staying', { count: staying.total })}>
          <Paths paths={staying.items} total={staying.total} />
        </Notice>
      )}
      {renamed.total === 0 ? null : (
        <Notice tone="warning" title={text('renamed', { count: renamed.total })}>
          <p className="kern-body">{text('renamedText')}</p>
          <Paths paths={renamed.items} total={renamed.total} />
        </Notice>
      )}
    </>
  );
}

function Paths({ paths, total }: { readonly paths: readonly string[]; readonly total: number }): ReactNode {
  const text = useText(selectionMessages);
  const named = sortByPath(paths, (path) => path).slice(0, MAX_PATHS);
  return (
    <>
      <ul className="bb-plain-list">
        {named.map((path) => (
          <li key={path} className="kern-body">
            <bdi>{toVisibleText(path)}</bdi>
          </li>
        ))}
      </ul>
      {total > named.length ? <p className="kern-body">{text('andMore', { count: total - named.length })}</p> : null}
    </>
  );
}
