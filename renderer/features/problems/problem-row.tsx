import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import type { ProblemView } from '#ipc/path-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { describeHolder, useHolderWords } from './describe-holder.ts';
import { problemViewMessages } from './messages.ts';
import { RenameOffer } from './rename-offer.tsx';
import type { Renaming } from './use-renaming.ts';

export interface ProblemRowProps {
  readonly folder: FolderView;
  readonly problem: ProblemView;
  readonly renaming: Renaming;
}

/** One item that is not synced: where it is, who holds it, and what can be done with it alone. */
export function ProblemRow({ folder, problem, renaming }: ProblemRowProps): ReactNode {
  const text = useText(problemViewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const { path, isHere, heldBy } = problem;
  const { folderId, name: folderName } = folder;
  const words = useHolderWords(folderId, problem.code);
  const name = path === '' ? folderName : toItemName(path);
  const where = text(isHere ? 'here' : 'onServer');
  return (
    <li className="bb-row">
      <span className="bb-row__text">
        <PathText path={path} folderName={folderName} />
        <span className="bb-muted">{heldBy === undefined ? where : `${where} · ${describeHolder(heldBy, words)}`}</span>
      </span>
      <span className="bb-buttons">
        {isHere ? (
          <ActionButton
            look="tertiary"
            aria-label={text('showFor', { name })}
            onPress={() => void act.run(() => api.openItem({ folderId, path, how: 'show' }))}
          >
            {text('show')}
          </ActionButton>
        ) : null}
        <ActionButton
          look="tertiary"
          aria-label={text('whyFor', { name })}
          onPress={() => go({ view: 'why', folderId, path })}
        >
          {text('why')}
        </ActionButton>
      </span>
      {act.error === undefined ? null : (
        <div className="bb-row__below">
          <ErrorNotice error={act.error} />
        </div>
      )}
      {problem.renaming === undefined ? null : (
        <div className="bb-row__below">
          <RenameOffer path={path} offer={problem.renaming} renaming={renaming} hasFault />
        </div>
      )}
    </li>
  );
}
