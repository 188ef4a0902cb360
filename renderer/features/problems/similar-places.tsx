import { useCallback } from 'react';
import type { ReactNode } from 'react';
import type { Answer } from '#ipc/contract.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { toItemName } from '#ipc/item-name.ts';
import type { FoundItem, FoundItems } from '#ipc/path-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { PathText } from '../../components/path-text.tsx';
import { Section } from '../../components/section.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useQuestion } from '../../state/use-question.ts';
import { problemViewMessages } from './messages.ts';

export interface SimilarPlacesProps {
  /** Where nothing is. */
  readonly path: string;
  readonly folders: readonly FolderView[];
  /** The sync folder in which something was at that very path, of which the answer tells already. */
  readonly toldIn: string | undefined;
}

type Unsearched = FoundItems['unsearched'][number];

interface Place extends FoundItem {
  readonly folderId: string;
  readonly folderName: string;
}

interface Similar {
  readonly places: readonly Place[];
  /** How many more there are. */
  readonly left: number;
  /** Names of the folders that were looked through, and of those that could not be. */
  readonly searched: readonly string[];
  readonly unread: readonly string[];
  /** Folders in those that were looked through of which nobody knows here what is in them. */
  readonly unsearched: readonly Unsearched[];
}

/** Whoever has named a file without its folder chooses among what has that name, wherever it lies. */
export function SimilarPlaces({ path, folders, toldIn }: SimilarPlacesProps): ReactNode {
  const name = toItemName(path);
  // The list is another object each time; what is in it decides whether to ask again.
  const asked = JSON.stringify(folders.map(({ folderId, name: folderName }) => ({ folderId, name: folderName })));
  const [loaded] = useQuestion(
    useCallback(
      (api, questionId) => findSimilar(api, { name, questionId, folders: JSON.parse(asked) as AskedFolder[] }),
      [name, asked],
    ),
  );
  const isOther = (place: Place): boolean => place.folderId !== toldIn || place.path !== path;
  return (
    <LoadedView loaded={loaded}>
      {(similar) => <SimilarList name={name} similar={{ ...similar, places: similar.places.filter(isOther) }} />}
    </LoadedView>
  );
}

type AskedFolder = Pick<FolderView, 'folderId' | 'name'>;

interface SimilarQuestion {
  readonly name: string;
  readonly questionId: string;
  readonly folders: readonly AskedFolder[];
}

/** One folder after the other. One that cannot be read keeps nobody from seeing what is in the others. */
async function findSimilar(api: DesktopApi, { name, questionId, folders }: SimilarQuestion): Promise<Answer<Similar>> {
  const places: Place[] = [];
  const [searched, unread]: [string[], string[]] = [[], []];
  const unsearched: Unsearched[] = [];
  let left = 0;
  for (const { folderId, name: folderName } of folders) {
    const answer = await api.findByName({ folderId, name, questionId });
    if (!answer.ok && answer.error.code === 'cancelled') return answer;
    if (answer.ok) {
      places.push(...answer.value.items.map((item) => ({ ...item, folderId, folderName })));
      left += answer.value.total - answer.value.items.length;
      const place = (path: string): string => (folders.length > 1 ? `${folderName}/${path}` : path);
      unsearched.push(...answer.value.unsearched.map((part) => ({ ...part, paths: part.paths.map(place) })));
    }
    (answer.ok ? searched : unread).push(folderName);
  }
  return { ok: true, value: { places, left, searched, unread, unsearched } };
}

interface SimilarListProps {
  readonly name: string;
  readonly similar: Similar;
}

function SimilarList({ name, similar }: SimilarListProps): ReactNode {
  const text = useText(problemViewMessages);
  const { places, left, searched, unread, unsearched } = similar;
  const language = useLanguage();
  const format = new Intl.ListFormat(language, { type: 'conjunction' });
  const isPart = unread.length + unsearched.length > 0;
  const list = (names: readonly string[]): string => format.format(names.map((one) => toVisibleText(one)));
  return (
    <Section title={text(places.length > 0 ? 'similarTitle' : isPart ? 'similarNoneInPart' : 'similarNone')}>
      {places.length === 0 ? null : (
        <ul className="bb-rows">
          {places.map((place) => (
            <SimilarRow
              key={`${place.folderId} ${place.path}`}
              place={place}
              {...(searched.length > 1 ? { folderName: place.folderName } : {})}
            />
          ))}
        </ul>
      )}
      {left > 0 ? <p className="kern-body">{text('similarMore', { count: left })}</p> : null}
      <p className="kern-body kern-body--muted" role="status">
        {searched.length === 0 ? null : text('similarWhere', { name: toVisibleText(name), folders: list(searched) })}{' '}
        {unread.length === 0 ? null : text('similarUnsearched', { folders: list(unread) })}
      </p>
      {REASONS.map((why) => {
        const parts = unsearched.filter((part) => part.why === why);
        const paths = parts.flatMap((part) => part.paths).slice(0, MAX_NAMED);
        const total = parts.reduce((sum, part) => sum + part.total, 0);
        if (total === 0) return null;
        return (
          <p key={why} className="kern-body kern-body--muted">
            {text(`similar-${why}`, {
              folders: paths.map((path) => toVisibleText(path)).join(', '),
              more: total - paths.length,
            })}
          </p>
        );
      })}
    </Section>
  );
}

/** So many folders are named for each reason: more of them nobody reads. */
const MAX_NAMED = 5;

const REASONS = ['not-selected', 'excluded', 'unreadable'] as const satisfies readonly Unsearched['why'][];

/** Something that may be meant, and the way to more about it: of what only the safety store has, the way there. */
function SimilarRow({ place, folderName }: { readonly place: Place; readonly folderName?: string }): ReactNode {
  const text = useText(problemViewMessages);
  const { go } = useNavigation();
  const { folderId, path, isHere, isOnServer, isKept } = place;
  const isOnlyKept = !isHere && !isOnServer;
  const sides = isHere && isOnServer ? 'onBothSides' : isHere ? 'here' : 'onServer';
  const words = [
    ...(folderName === undefined ? [] : [toVisibleText(folderName)]),
    ...(isOnlyKept ? [] : [text(sides)]),
    ...(isKept ? [text('hasKept')] : []),
  ];
  return (
    <li className="bb-row">
      <span className="bb-row__text">
        <PathText path={path} />
        <span className="bb-muted">{words.join(' · ')}</span>
      </span>
      {isOnlyKept ? (
        <ActionButton look="tertiary" onPress={() => go({ view: 'kept' })}>
          {text('toKept')}
        </ActionButton>
      ) : (
        <ActionButton
          look="tertiary"
          aria-label={text('whyFor', { name: path })}
          onPress={() => go({ view: 'why', folderId, path })}
        >
          {text('why')}
        </ActionButton>
      )}
    </li>
  );
}
