import { useId } from 'react';
import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import type { ConflictView, Resolution } from '#ipc/conflict-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import type { ButtonLook } from '../../components/action-button.tsx';
import { useText } from '../../i18n/language-context.tsx';
import type { GetText } from '../../i18n/text.ts';
import { conflictMessages } from './messages.ts';

export interface ChoicesProps {
  readonly conflict: ConflictView;
  readonly isPending: boolean;
  readonly onKeep: (keep: Resolution) => void;
}

/** What can become of two versions, and what each choice means for everybody else. What cannot be done is not offered. */
export function Choices({ conflict, isPending, onKeep }: ChoicesProps): ReactNode {
  const text = useText(conflictMessages);
  const title = useId();
  const { isSecondOnlyHere, isReadOnly, versions, merge } = conflict;
  const choice = (keep: Resolution, label: string, look?: ButtonLook): ReactNode => (
    <Choice
      label={label}
      means={describeMeaning(conflict, keep, text)}
      look={look}
      isPending={isPending}
      onPress={() => onKeep(keep)}
    />
  );
  return (
    <div className="bb-stack" role="group" aria-labelledby={title}>
      <h3 id={title} className="kern-heading-small">
        {text('decide')}
      </h3>
      <ul className="bb-plain-list bb-choices">
        {choice('both', text(isSecondOnlyHere ? 'keepBothHere' : 'keepBoth'), 'primary')}
        {versions === undefined || isReadOnly ? null : choice('mine', text('keepMine'))}
        {versions === undefined ? null : choice('server', text('keepServer'))}
        {merge === 'merged' && !isReadOnly ? choice('merged', text('keepMerged')) : null}
      </ul>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly means: string;
  readonly look: ButtonLook | undefined;
  readonly isPending: boolean;
  readonly onPress: () => void;
}

function Choice({ label, means, look = 'secondary', isPending, onPress }: ChoiceProps): ReactNode {
  const id = useId();
  return (
    <li className="bb-choices__item">
      <ActionButton look={look} isPending={isPending} aria-describedby={id} onPress={onPress}>
        {label}
      </ActionButton>
      <p id={id} className="kern-body">
        {means}
      </p>
    </li>
  );
}

/** What everybody has after a choice. Pure. */
function describeMeaning(
  { versions, isSecondOnlyHere, isReadOnly, serverAuthor }: ConflictView,
  keep: Resolution,
  text: GetText<keyof typeof conflictMessages>,
): string {
  if (versions === undefined) return text('meansNothing');
  const names = { server: toItemName(versions.server.path), mine: toItemName(versions.mine.path) };
  switch (keep) {
    case 'both':
      if (isSecondOnlyHere) return text('meansBothHere', names);
      return text(isReadOnly ? 'meansBothReadOnly' : 'meansBoth', names);
    case 'mine':
      if (serverAuthor === undefined) return text('meansMine', names);
      return text('meansMineOver', { ...names, person: serverAuthor });
    case 'server':
      return text(isSecondOnlyHere ? 'meansServerHere' : 'meansServer', names);
    case 'merged':
      return text('meansMerged', names);
    default:
      return keep satisfies never;
  }
}
