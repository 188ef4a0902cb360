import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import type { Answer, RequestOutput } from '#ipc/contract.ts';
import type { ExcludedView } from '#ipc/path-view.ts';
import { toItemName } from '#ipc/item-name.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { InputField } from '../../components/input-field.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { LongList } from '../../components/long-list.tsx';
import { PathText } from '../../components/path-text.tsx';
import { formatSize } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { Loaded } from '../../state/use-answer.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { problemViewMessages } from './messages.ts';

/** Items that are asked for at first, and how many more each time. */
const PAGE_SIZE = 200;

type ExcludedPage = RequestOutput<'listExcluded'>;

/** What patterns keep out of a sync folder, to be searched. */
export function ExcludedItems({ folderId }: { readonly folderId: string }): ReactNode {
  const text = useText(problemViewMessages);
  const { go } = useNavigation();
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(PAGE_SIZE);
  const loaded = useExcluded({ folderId, search: search.trim(), limit });
  return (
    <div className="bb-stack">
      <p className="kern-body">{text('excludedIntro')}</p>
      <InputField label={text('excludedSearch')} type="search" value={search} onChange={setSearch} />
      <LoadedView loaded={loaded}>
        {(page) => (
          <>
            <p className="kern-body kern-body--muted" role="status">
              {describeCount(page, search.trim() !== '', text)}
            </p>
            <ExcludedList folderId={folderId} page={page} onMore={() => setLimit(limit + PAGE_SIZE)} />
          </>
        )}
      </LoadedView>
      <div>
        <ActionButton onPress={() => go({ view: 'settings' })}>{text('toPatterns')}</ActionButton>
      </div>
    </div>
  );
}

/** How many files and how many folders; of a search, how many it has found. */
function describeCount(
  { total: count, directories }: ExcludedPage,
  isSearch: boolean,
  text: GetText<keyof typeof problemViewMessages>,
): string {
  if (isSearch) return text('excludedFound', { count });
  const files = count - directories;
  return text('excludedCount', { count, files, directories, both: files > 0 && directories > 0 ? 'yes' : 'no' });
}

interface ExcludedListProps {
  readonly folderId: string;
  readonly page: ExcludedPage;
  readonly onMore: () => void;
}

function ExcludedList({ folderId, page: { items, total }, onMore }: ExcludedListProps): ReactNode {
  const text = useText(problemViewMessages);
  const language = useLanguage();
  const { go } = useNavigation();
  const more = Math.min(PAGE_SIZE, total - items.length);
  return (
    <>
      {items.length === 0 ? null : (
        <LongList label={text('excludedTitle')} items={items} dependencies={[text, language]}>
          {(item) => (
            <GridListItem id={item.path} textValue={toItemName(item.path)} className="bb-row">
              <span className="bb-row__text">
                <PathText path={item.path} />
                <span className="bb-muted">{describe(item, text, language)}</span>
              </span>
              <ActionButton
                look="tertiary"
                aria-label={text('whyFor', { name: toItemName(item.path) })}
                onPress={() => go({ view: 'why', folderId, path: item.path })}
              >
                {text('why')}
              </ActionButton>
            </GridListItem>
          )}
        </LongList>
      )}
      {more > 0 ? (
        <div>
          <ActionButton onPress={onMore}>{text('more', { count: more, left: total - items.length })}</ActionButton>
        </div>
      ) : null}
    </>
  );
}

function describe(
  { kind, sizeBytes, pattern, isOwnerFile, isHere, isOnServer }: ExcludedView,
  text: GetText<keyof typeof problemViewMessages>,
  language: Language,
): string {
  const where = isHere && isOnServer ? 'onBothSides' : isHere ? 'here' : 'onServer';
  return [
    ...(isOwnerFile === true ? [text('openMark')] : []),
    ...(pattern === undefined ? [] : [text('pattern', { pattern: pattern.replace(/^\]/, '') })]),
    ...(kind === 'directory' ? [text('wholeFolder')] : []),
    ...(sizeBytes === undefined ? [] : [formatSize(sizeBytes, language)]),
    text(where),
  ].join(' · ');
}

interface ExcludedQuestion {
  readonly folderId: string;
  readonly search: string;
  readonly limit: number;
}

/** The disk is looked at once, when the list is opened; searching and paging goes through what that look has found. */
function useExcluded({ folderId, search, limit }: ExcludedQuestion): Loaded<ExcludedPage> {
  const { api } = useDesktop();
  const isAnew = search === '' && limit === PAGE_SIZE;
  const ask = useCallback(
    (): Promise<Answer<ExcludedPage>> => api.listExcluded({ folderId, text: search, limit, isAnew }),
    [api, folderId, search, limit, isAnew],
  );
  const [loaded] = useAnswer(ask);
  return loaded;
}
