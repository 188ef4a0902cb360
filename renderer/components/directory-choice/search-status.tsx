import type { ReactNode } from 'react';
import { ActionButton } from '../action-button.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { directoryChoiceMessages } from './messages.ts';
import type { Search } from './use-search.ts';

/** How far a search is, and the way to let it go on. Screen readers hear when it rests, not each step. */
export function SearchStatus({ search }: { readonly search: Search }): ReactNode {
  const text = useText(directoryChoiceMessages);
  const { found, state, goOn } = search;
  const { kind, searched, waiting, unreadable, total } = state ?? { kind: 'searching', ...NONE };
  const isTelling = kind === 'searching' && searched > 0;
  return (
    <div className="bb-stack">
      <ErrorNotice error={state?.error} />
      <p className="kern-body" role="status">
        {text(kind, { count: found.length, waiting })}
        {unreadable === 0 ? null : ` ${text('unreadable', { count: unreadable })}`}
        {total > found.length ? ` ${text('tooMany', { count: total })}` : null}
      </p>
      {isTelling ? <p className="bb-muted">{text('searched', { searched, waiting })}</p> : null}
      {kind === 'paused' || kind === 'failed' ? (
        <div>
          <ActionButton onPress={goOn}>{text('searchOn')}</ActionButton>
        </div>
      ) : null}
    </div>
  );
}

const NONE = { searched: 0, waiting: 0, unreadable: 0, total: 0 };
