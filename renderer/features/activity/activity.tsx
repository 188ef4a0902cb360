import { useState } from 'react';
import type { ReactNode } from 'react';
import { InputField } from '../../components/input-field.tsx';
import { FolderPicker } from '../../components/folder-picker.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useChosenFolder, useFolders } from '../../state/use-folders.ts';
import { HistoryList } from './history-list.tsx';
import { LiveTransfers } from './live-transfers.tsx';
import { OptionField } from '../../components/option-field.tsx';
import { activityMessages } from './messages.ts';
import type { HistoryFilter } from './verb-texts.ts';
import { HISTORY_FILTERS } from './verb-texts.ts';

/** What has been done, newest first: to be searched, saved and undone. */
export function Activity(): ReactNode {
  const text = useText(activityMessages);
  const folders = useFolders();
  const [folder, choose] = useChosenFolder();
  const [isAll, setAll] = useState(false);
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<HistoryFilter>('everything');
  const shown = isAll || folder === undefined ? folders : [folder];
  const filters = HISTORY_FILTERS.map((value) => ({ value, label: text(value) }));
  return (
    <Page title={text('title')} intro={text('intro')}>
      {folder === undefined ? (
        <p className="kern-body">{text('none')}</p>
      ) : (
        <>
          <FolderPicker
            folders={folders}
            folderId={isAll ? '' : folder.folderId}
            all={text('allFolders')}
            onChange={(folderId) => {
              setAll(folderId === '');
              if (folderId !== '') choose(folderId);
            }}
          />
          {shown.map(({ folderId, name }) => (
            <LiveTransfers key={folderId} folderId={folderId} folderName={isAll ? name : undefined} />
          ))}
          <InputField label={text('search')} type="search" value={search} onChange={setSearch} />
          <OptionField label={text('filter')} options={filters} value={filter} onChange={setFilter} />
          <HistoryList key={isAll ? '' : folder.folderId} folders={shown} search={search.trim()} filter={filter} />
        </>
      )}
    </Page>
  );
}
