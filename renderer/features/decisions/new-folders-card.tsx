import { useCallback, useEffect } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { sortByPath } from '#ipc/sort-by-path.ts';
import { toItemName } from '#ipc/item-name.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { describeSize, listMarks } from '../../components/directory-choice/describe-directory.ts';
import { directoryChoiceMessages } from '../../components/directory-choice/messages.ts';
import { LoadedView } from '../../components/loaded-view.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePolicies } from '../../state/use-policies.ts';
import { decisionMessages } from './messages.ts';
import type { DirectoryFacts } from './use-directory-facts.ts';
import { useDirectoryFacts } from './use-directory-facts.ts';
import type { Answered } from './words.ts';

export interface NewFoldersCardProps {
  readonly folder: FolderView;
  readonly act: Act;
  readonly onAnswered: (answered: Answered | undefined) => void;
}

/** Folders that have turned up on the server, each with a yes and a no, and one answer for all that will ever come. */
export function NewFoldersCard({ folder, act, onAnswered }: NewFoldersCardProps): ReactNode {
  const { api } = useDesktop();
  const { folderId, newFolders } = folder;
  const [loaded, reload, follow] = useAnswer(useCallback(() => api.getSelection({ folderId }), [api, folderId]));
  useEffect(() => follow(), [newFolders, follow]);
  const answer = async (seen: readonly string[], wanted: Wanted): Promise<void> => {
    const deselected = wanted === 'leave' ? seen : [];
    const rule = wanted === 'always' ? { newDirectories: { kind: 'take' } as const } : {};
    const done = await act.run(() =>
      api.changeSelection({ folderId, seen: [...seen], deselected: [...deselected], ...rule }),
    );
    const [path = ''] = seen;
    onAnswered(done === undefined ? undefined : { key: ANSWERED[wanted], name: toItemName(path) });
    reload();
  };
  return (
    <LoadedView loaded={loaded}>
      {({ undecided }) =>
        undecided.length === 0 ? null : (
          <Card
            folder={folder}
            paths={sortByPath(undecided, (path) => path)}
            isPending={act.isPending}
            onAnswer={(seen, wanted) => void answer(seen, wanted)}
          />
        )
      }
    </LoadedView>
  );
}

type Wanted = 'take' | 'leave' | 'always';

const ANSWERED = {
  take: 'answeredTake',
  leave: 'answeredLeave',
  always: 'answeredTakeAlways',
} as const satisfies Readonly<Record<Wanted, Answered['key']>>;

interface CardProps {
  readonly folder: FolderView;
  readonly paths: readonly string[];
  readonly isPending: boolean;
  readonly onAnswer: (seen: readonly string[], wanted: Wanted) => void;
}

function Card({ folder: { folderId, name }, paths, isPending, onAnswer }: CardProps): ReactNode {
  const text = useText(decisionMessages);
  const { go } = useNavigation();
  const { isEnforced } = usePolicies();
  const facts = useDirectoryFacts(folderId, paths);
  const count = paths.length;
  return (
    <article className="kern-card bb-card" aria-labelledby={`new-folders-${folderId}`}>
      <div className="kern-card__container bb-stack">
        <p className="kern-preline">
          <bdi>{toVisibleText(name)}</bdi>
        </p>
        <h2 id={`new-folders-${folderId}`} className="kern-heading-medium">
          {text('newFolders', { count })}
        </h2>
        <p className="kern-body">{text('whyNewFolders', { count })}</p>
        <ul className="bb-rows" aria-label={text('newFoldersList')}>
          {paths.map((path) => (
            <NewFolder
              key={path}
              path={path}
              facts={facts.get(path)}
              isPending={isPending}
              onAnswer={(wanted) => onAnswer([path], wanted)}
            />
          ))}
        </ul>
        <div className="bb-buttons">
          <ActionButton look="tertiary" onPress={() => go({ view: 'selection', folderId })}>
            {text('takePart')}
          </ActionButton>
          {isEnforced('newDirectories') ? null : (
            <ActionButton look="tertiary" isDisabled={isPending} onPress={() => onAnswer(paths, 'always')}>
              {text('takeAlways', { count })}
            </ActionButton>
          )}
        </div>
      </div>
    </article>
  );
}

interface NewFolderProps {
  readonly path: string;
  readonly facts: DirectoryFacts | undefined;
  readonly isPending: boolean;
  readonly onAnswer: (wanted: 'take' | 'leave') => void;
}

function NewFolder({ path, facts, isPending, onAnswer }: NewFolderProps): ReactNode {
  const text = useText(decisionMessages);
  const name = toVisibleText(toItemName(path));
  return (
    <li className="bb-row">
      <span className="bb-row__text">
        <PathText path={path} />
        <Facts facts={facts} />
      </span>
      <span className="bb-buttons">
        <ActionButton aria-label={text('takeFor', { name })} isDisabled={isPending} onPress={() => onAnswer('take')}>
          {text('take')}
        </ActionButton>
        <ActionButton aria-label={text('leaveFor', { name })} isDisabled={isPending} onPress={() => onAnswer('leave')}>
          {text('leave')}
        </ActionButton>
      </span>
    </li>
  );
}

/** What the server tells of the folder: the size may be why it is asked about. Nothing while it has not told. */
function Facts({ facts }: { readonly facts: DirectoryFacts | undefined }): ReactNode {
  const text = useText(directoryChoiceMessages);
  const language = useLanguage();
  if (facts === undefined) return null;
  return (
    <span className="bb-muted">
      {[...listMarks(facts, { text }), ...describeSize(facts, { text, language })].join(' · ')}
    </span>
  );
}
