import type { ReactNode } from 'react';
import type { UserError } from '#ipc/user-error.ts';
import { useText } from '../i18n/language-context.tsx';
import { ActionButton } from './action-button.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { componentMessages } from './messages.ts';

export interface LoadedViewProps<Value> {
  readonly loaded:
    | { readonly kind: 'loading' }
    | { readonly kind: 'loaded'; readonly value: Value }
    | { readonly kind: 'failed'; readonly error: UserError; readonly retry: () => void };
  readonly children: (value: Value) => ReactNode;
}

/** Shows what was asked for, that it is on its way, or why it did not come and a way to ask again. */
export function LoadedView<Value>({ loaded, children }: LoadedViewProps<Value>): ReactNode {
  const text = useText(componentMessages);
  switch (loaded.kind) {
    case 'loading':
      return (
        <p className="kern-body kern-body--muted" role="status">
          {text('loading')}
        </p>
      );
    case 'loaded':
      return children(loaded.value);
    case 'failed':
      return (
        <>
          <ErrorNotice error={loaded.error} />
          <div>
            <ActionButton onPress={loaded.retry}>{text('loadAgain')}</ActionButton>
          </div>
        </>
      );
    default:
      return loaded satisfies never;
  }
}
