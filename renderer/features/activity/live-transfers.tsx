import { useState } from 'react';
import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import type { TransferView } from '#ipc/folder-view.ts';
import { toItemName } from '#ipc/item-name.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LongList } from '../../components/long-list.tsx';
import { PathText } from '../../components/path-text.tsx';
import { TransferProgress } from '../../components/transfer-progress.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useFolderList } from '../../state/use-answer.ts';
import { activityMessages } from './messages.ts';

const STATES = {
  'running up': 'runningUp',
  'running down': 'runningDown',
  'next up': 'next',
  'next down': 'next',
  'waiting up': 'waitingUp',
  'waiting down': 'waitingDown',
} as const satisfies Readonly<
  Record<`${TransferView['state']} ${TransferView['direction']}`, keyof typeof activityMessages>
>;

export interface LiveTransfersProps {
  readonly folderId: string;
  /** Said where there are those of other folders, too. */
  readonly folderName: string | undefined;
}

/** What is being transferred, and what comes next; a person can bring one to the front. Nothing while nothing is. */
export function LiveTransfers({ folderId, folderName }: LiveTransfersProps): ReactNode {
  const text = useText(activityMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [ask] = useState(() => (id: string) => api.listTransfers({ folderId: id }));
  const [loaded] = useFolderList(folderId, 'transfers', ask);
  if (loaded.kind !== 'loaded' || loaded.value.items.length === 0) return null;
  const { items, waiting } = loaded.value;
  const hurry = (path: string): void => void act.run(() => api.hurryTransfer({ folderId, path }));
  return (
    <Section title={folderName === undefined ? text('now') : text('nowIn', { name: folderName })}>
      {waiting === 0 ? null : <p className="kern-body kern-body--muted">{text('waiting', { count: waiting })}</p>}
      <ErrorNotice error={act.error} />
      <LongList label={text('now')} items={items} dependencies={[text]}>
        {({ path, direction, state, progress }) => (
          <GridListItem id={`${direction} ${path}`} textValue={toItemName(path)} className="bb-row">
            <span className="bb-row__text">
              <PathText path={path} />
              <span className="bb-muted">{text(STATES[`${state} ${direction}`])}</span>
              {progress === undefined ? null : <TransferProgress progress={progress} />}
            </span>
            {state === 'waiting' ? (
              <ActionButton
                look="tertiary"
                aria-label={text('hurryFor', { name: toItemName(path) })}
                onPress={() => hurry(path)}
              >
                {text('hurry')}
              </ActionButton>
            ) : null}
          </GridListItem>
        )}
      </LongList>
    </Section>
  );
}
