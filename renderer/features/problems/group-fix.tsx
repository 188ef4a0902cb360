import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { toParentPath } from '#ipc/item-name.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { FolderCause } from '../../state/folder-causes.ts';
import type { Act } from '../../state/use-act.ts';
import { problemViewMessages } from './messages.ts';
import type { Fix, ProblemGroup } from './problem-groups.ts';
import { findFix } from './problem-groups.ts';
import { TryAgain } from './try-again.tsx';
import type { Renaming } from './use-renaming.ts';

export interface GroupFixProps {
  readonly folder: FolderView;
  readonly group: ProblemGroup;
  readonly act: Act;
  readonly renaming: Renaming;
}

/** The one act that helps against a cause, for all its items at once. */
export function GroupFix({ folder, group, act, renaming }: GroupFixProps): ReactNode {
  const fix = findFix(group);
  if (fix === 'rename') return <RenameAll group={group} renaming={renaming} />;
  return <FolderFix fix={fix} folders={[folder]} path={group.problems[0]?.path ?? ''} act={act} />;
}

export interface FolderFixProps {
  readonly fix: Exclude<Fix, 'rename'>;
  /** Those that the cause is about, all of one account. */
  readonly folders: FolderCause['folders'];
  /** The first item that the cause is about; the folder itself: empty. */
  readonly path: string;
  readonly act: Act;
}

/** The one act that helps against a cause, where that is not a matter of names. */
export function FolderFix({ fix, folders, path, act }: FolderFixProps): ReactNode {
  const text = useText(problemViewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const [{ folderId, accountId }] = folders;
  switch (fix) {
    case 'sign-in':
      return (
        <ActionButton look="primary" onPress={() => go({ view: 'set-up', signInAgain: accountId })}>
          {text('signIn')}
        </ActionButton>
      );
    case 'make-room':
    case 'find-owner': {
      const place = fix === 'make-room' ? '' : toParentPath(path);
      return (
        <ActionButton
          isPending={act.isPending}
          onPress={() => void act.run(() => api.openOnServer({ folderId, path: place }))}
        >
          {text(fix === 'make-room' ? 'makeRoom' : 'findOwner')}
        </ActionButton>
      );
    }
    case 'choose-folders':
      return <ActionButton onPress={() => go({ view: 'selection', folderId })}>{text('chooseFolders')}</ActionButton>;
    case 'decide-versions':
      return <ActionButton onPress={() => go({ view: 'conflicts' })}>{text('toConflicts')}</ActionButton>;
    case 'set-proxy':
      return (
        <ActionButton look="primary" onPress={() => go({ view: 'settings', part: 'proxy' })}>
          {text('toProxy')}
        </ActionButton>
      );
    case 'find-place':
      return (
        <ActionButton look="primary" onPress={() => go({ view: 'overview' })}>
          {text('toOverview')}
        </ActionButton>
      );
    case 'try-again':
      return <TryAgain folders={folders} act={act} shownBy="list" />;
    default:
      return fix satisfies never;
  }
}

/** For one item its own button is enough. */
function RenameAll({ group, renaming }: Pick<GroupFixProps, 'group' | 'renaming'>): ReactNode {
  const text = useText(problemViewMessages);
  const wanted = group.problems.flatMap(({ path, renaming: offer }) => {
    if (offer?.proposal === undefined) return [];
    const item = { path, side: offer.side };
    return renaming.findEnd(item)?.kind === 'renamed' ? [] : [{ ...item, name: offer.proposal }];
  });
  if (wanted.length < 2) return null;
  return (
    <ActionButton look="primary" isPending={renaming.act.isPending} onPress={() => void renaming.rename(wanted)}>
      {text('renameAll', { count: wanted.length })}
    </ActionButton>
  );
}
