import type { ReactNode, RefObject } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import type { ConflictView, Resolution } from '#ipc/conflict-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useAct } from '../../state/use-act.ts';
import type { PersonWords } from '../../state/use-person-words.ts';
import { usePersonWords } from '../../state/use-person-words.ts';
import { Choices } from './choices.tsx';
import { conflictMessages } from './messages.ts';
import { VersionPair } from './version-pair.tsx';

/** With the words for who wrote the version of the server. */
function nameAuthor(conflict: ConflictView, folderId: string, toWords: PersonWords): ConflictView {
  const { serverAuthor } = conflict;
  return serverAuthor === undefined ? conflict : { ...conflict, serverAuthor: toWords(folderId, serverAuthor) };
}

export interface TwoVersionsProps {
  readonly folderId: string;
  readonly conflict: ConflictView;
  /** Takes the focus when a person wants to see this. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** Outlives this card: a refusal is told beside the new state. */
  readonly act: Act;
  /** Before a decision is sent: what was told of the one before is over. */
  readonly onBegin: () => void;
  readonly onDecided: (keep: Resolution) => void;
  /** Something else than what is shown is there now. */
  readonly onChanged: () => void;
  readonly onLater: () => void;
}

/**
 * One file in two versions, side by side, and what can become of it. Keeping both is the first button, because nothing
 * can go wrong with it; a decision is bound to what is shown here.
 */
export function TwoVersions(props: TwoVersionsProps): ReactNode {
  const text = useText(conflictMessages);
  const { api } = useDesktop();
  const { folderId, heading, act, onBegin, onDecided, onChanged } = props;
  const conflict = nameAuthor(props.conflict, folderId, usePersonWords());
  const { conflictId, path, revision, versions } = conflict;
  const name = toItemName(path);
  const decide = async (keep: Resolution): Promise<void> => {
    onBegin();
    const decision = { conflictId, keep, ...(revision === undefined ? {} : { revision }) };
    const done = await act.run(async () => {
      const answer = await api.resolveConflicts({ folderId, decisions: [decision] });
      const code = answer.ok ? answer.value.items[0]?.code : undefined;
      return code === undefined ? answer : { ok: false as const, error: { code } };
    });
    if (done === undefined) onChanged();
    else onDecided(keep);
  };
  return (
    <section className="kern-card bb-card" aria-labelledby={`conflict-${conflictId}`}>
      <div className="kern-card__container bb-stack">
        <h2 ref={heading} tabIndex={-1} id={`conflict-${conflictId}`} className="kern-heading-medium bb-quiet-focus">
          {text('of', { name })}
        </h2>
        <PathText path={path} />
        {versions === undefined ? (
          <Notice tone="warning" title={text('cannotRead')} />
        ) : (
          <>
            {conflict.newer === undefined ? <p className="kern-body kern-body--muted">{text('whichUnknown')}</p> : null}
            <VersionPair folderId={folderId} conflict={conflict} versions={versions} />
          </>
        )}
        {conflict.isSecondOnlyHere ? (
          <Notice tone="info" title={text('onlyHereTitle')}>
            <p className="kern-body">{text('onlyHere')}</p>
          </Notice>
        ) : null}
        {conflict.isReadOnly ? <p className="kern-body">{text('readOnly', { name })}</p> : null}
        {conflict.merge === 'overlapping' ? <p className="kern-body kern-body--muted">{text('overlapping')}</p> : null}
        <Choices conflict={conflict} isPending={act.isPending} onKeep={(keep) => void decide(keep)} />
        <p className="kern-body kern-body--muted">{text('safety')}</p>
        <OtherWays {...props} />
      </div>
    </section>
  );
}

/** What can be done without deciding. */
function OtherWays({ folderId, conflict: { path, versions }, act, onLater }: TwoVersionsProps): ReactNode {
  const text = useText(conflictMessages);
  const { api } = useDesktop();
  const show = (): void => void act.run(() => api.openItem({ folderId, path, how: 'show' }));
  return (
    <div className="bb-buttons bb-lone">
      {versions === undefined ? null : <OpenBoth folderId={folderId} versions={versions} />}
      <ActionButton look="tertiary" onPress={show}>
        {text('showFolder')}
      </ActionButton>
      <ActionButton look="tertiary" onPress={onLater}>
        {text('later')}
      </ActionButton>
    </div>
  );
}

interface OpenBothProps {
  readonly folderId: string;
  readonly versions: NonNullable<ConflictView['versions']>;
}

/** Opens a copy of each, one after the other, as the system does with several files. */
function OpenBoth({ folderId, versions }: OpenBothProps): ReactNode {
  const text = useText(conflictMessages);
  const { api } = useDesktop();
  const act = useAct();
  const open = async (): Promise<void> => {
    const mine = { folderId, path: versions.mine.path, label: text('labelMine') };
    const server = { folderId, path: versions.server.path, label: text('labelServer') };
    if ((await act.run(() => api.openCopy(mine))) !== undefined) await act.run(() => api.openCopy(server));
  };
  return (
    <>
      <ActionButton look="tertiary" isPending={act.isPending} onPress={() => void open()}>
        {text('openBoth')}
      </ActionButton>
      <ErrorNotice error={act.error} />
    </>
  );
}
