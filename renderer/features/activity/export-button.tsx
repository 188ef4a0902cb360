import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { formatMoment } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { describeChoice } from './describe-choice.ts';
import { activityMessages } from './messages.ts';
import { toCsv } from './to-csv.ts';
import type { FolderEntry } from './list-history.ts';
import { listEntries } from './list-history.ts';
import type { HistoryFilter } from './verb-texts.ts';
import { verbKey } from './verb-texts.ts';

export interface ExportButtonProps {
  /** One, or all. */
  readonly folders: readonly FolderView[];
  readonly search: string;
  readonly filter: HistoryFilter;
}

/** Saves every single entry that the search finds, not only what is shown. */
export function ExportButton({ folders, search, filter }: ExportButtonProps): ReactNode {
  const text = useText(activityMessages);
  const act = useAct();
  const language = useLanguage();
  const { api } = useDesktop();
  const names = new Map(folders.map(({ folderId, name }) => [folderId, name]));
  const toRow = ({ folderId, entry }: FolderEntry): readonly string[] => [
    formatMoment(entry.atMs, language),
    text(verbKey(entry)),
    text(entry.side === 'local' ? 'here' : 'server'),
    entry.outcome === undefined ? entry.path : describeChoice(entry.outcome, text, language).join(' '),
    entry.target ?? '',
    entry.decided?.person ?? '',
    names.get(folderId) ?? '',
  ];
  const [isSaved, setSaved] = useState(false);
  const save = async (): Promise<void> => {
    const end = await act.run(async () => {
      const all = await listEntries(api, { folderIds: [...names.keys()], search, filter });
      if (!all.ok) return all;
      const rows = [text('columns').split(';'), ...all.value.map(toRow)];
      return api.saveText({ suggestedName: 'verlauf.csv', text: toCsv(rows) });
    });
    setSaved(end?.isSaved === true);
  };
  return (
    <>
      <ActionButton look="tertiary" isPending={act.isPending} onPress={() => void save()}>
        {text('export')}
      </ActionButton>
      {isSaved ? <Notice tone="success" title={text('exported')} isNew /> : null}
      <ErrorNotice error={act.error} />
    </>
  );
}
