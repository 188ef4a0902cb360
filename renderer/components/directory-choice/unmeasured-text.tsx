import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { useText } from '../../i18n/language-context.tsx';
import type { SelectedSize } from './choice-summary.ts';
import { directoryChoiceMessages } from './messages.ts';

/** Says what the sum above it leaves out; nothing when it leaves out nothing. */
export function UnmeasuredText({ selected }: { readonly selected: SelectedSize | undefined }): ReactNode {
  const text = useText(directoryChoiceMessages);
  const [first, ...others] = selected?.unmeasured ?? [];
  if (first === undefined) return null;
  return (
    <p className="kern-body kern-body--muted">
      {text('unmeasured', { count: others.length + 1, name: toVisibleText(toItemName(first)) })}
    </p>
  );
}
