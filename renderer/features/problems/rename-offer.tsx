import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import type { ProblemView } from '#ipc/path-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { InputField } from '../../components/input-field.tsx';
import { shortenName } from '../../components/shorten-name.ts';
import { codeMessages } from '../../i18n/code-messages.ts';
import { useCodeText, useText } from '../../i18n/language-context.tsx';
import { problemViewMessages } from './messages.ts';
import { NameFault } from './name-fault.tsx';
import type { Renaming } from './use-renaming.ts';

export interface RenameOfferProps {
  readonly path: string;
  readonly offer: NonNullable<ProblemView['renaming']>;
  readonly renaming: Renaming;
  readonly isMain?: boolean;
  /** What is wrong with the name is told here, and nowhere else beside. */
  readonly hasFault?: boolean;
}

/** One click to the name that is proposed, a field for another one, and how it ended. */
export function RenameOffer({ path, offer, renaming, isMain = false, hasFault = false }: RenameOfferProps): ReactNode {
  const text = useText(problemViewMessages);
  const [isEditing, setEditing] = useState(false);
  const { side, proposal } = offer;
  const name = toItemName(path);
  const end = renaming.findEnd({ path, side });
  const rename = (newName: string): void => void renaming.rename([{ path, side, name: newName }]);
  if (end?.kind === 'renamed') return <Renamed name={end.name} />;
  return (
    <div className="bb-stack">
      {hasFault ? <NameFault fault={offer.fault} /> : null}
      {end === undefined ? null : <Refused code={end.code} />}
      {isEditing ? (
        <NameForm path={path} proposal={proposal} onRename={rename} onCancel={() => setEditing(false)} />
      ) : (
        <div className="bb-buttons">
          {proposal === undefined ? null : (
            <ActionButton
              look={isMain ? 'primary' : 'secondary'}
              isPending={renaming.act.isPending}
              onPress={() => rename(proposal)}
            >
              {text('renameTo', { proposal: shortenName(proposal) })}
            </ActionButton>
          )}
          <ActionButton
            look={proposal === undefined ? 'secondary' : 'tertiary'}
            aria-label={text('otherNameFor', { name })}
            onPress={() => setEditing(true)}
          >
            {text(proposal === undefined ? 'rename' : 'otherName')}
          </ActionButton>
        </div>
      )}
    </div>
  );
}

/** Whoever pressed the button finds the focus here, where the button was. */
function Renamed({ name }: { readonly name: string }): ReactNode {
  const text = useText(problemViewMessages);
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, []);
  return (
    <p ref={place} tabIndex={-1} role="status" className="kern-body bb-state bb-quiet-focus">
      <span className="kern-icon kern-icon--success" aria-hidden="true" />
      <span>{text('renamed', { name })}</span>
    </p>
  );
}

function Refused({ code }: { readonly code: keyof typeof codeMessages }): ReactNode {
  const { title, hint } = useCodeText()(codeMessages[code]);
  return (
    <p role="alert" className="kern-error">
      <span className="kern-icon kern-icon--danger" aria-hidden="true" />
      <span className="kern-body">{`${title}. ${hint}`}</span>
    </p>
  );
}

interface NameFormProps {
  readonly path: string;
  readonly proposal: string | undefined;
  readonly onRename: (name: string) => void;
  readonly onCancel: () => void;
}

function NameForm({ path, proposal, onRename, onCancel }: NameFormProps): ReactNode {
  const text = useText(problemViewMessages);
  const own = toItemName(path);
  const [name, setName] = useState(proposal ?? own);
  const wanted = name.trim();
  const fault = wanted === '' ? 'nameMissing' : wanted.includes('/') ? 'nameWithSlash' : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (fault === undefined && wanted !== own) onRename(wanted);
  };
  return (
    <form className="bb-stack" onSubmit={submit}>
      <InputField
        label={text('newName', { name: own })}
        value={name}
        onChange={setName}
        error={fault === undefined ? undefined : text(fault)}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person has just asked for this field
        autoFocus
      />
      <div className="bb-buttons">
        <ActionButton type="submit" isDisabled={fault !== undefined || wanted === own}>
          {text('rename')}
        </ActionButton>
        <ActionButton look="tertiary" onPress={onCancel}>
          {text('cancel')}
        </ActionButton>
      </div>
    </form>
  );
}
