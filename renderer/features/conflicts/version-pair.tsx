import { useCallback } from 'react';
import type { ReactNode } from 'react';
import type { ConflictView } from '#ipc/conflict-view.ts';
import type { Preview } from '#ipc/file-view.ts';
import { FilePreview } from '../../components/file-preview.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Loaded } from '../../state/use-answer.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { conflictMessages } from './messages.ts';
import { TextComparison } from './text-comparison.tsx';
import { VersionCard } from './version-card.tsx';

type Versions = NonNullable<ConflictView['versions']>;

export interface VersionPairProps {
  readonly folderId: string;
  readonly conflict: ConflictView;
  readonly versions: Versions;
}

/** The cards of both versions. Two texts are compared below them; everything else is shown in its card. */
export function VersionPair({ folderId, conflict, versions }: VersionPairProps): ReactNode {
  const text = useText(conflictMessages);
  const mine = usePreview(folderId, versions.mine.path);
  const server = usePreview(folderId, versions.server.path);
  const texts = findTexts(server, mine);
  const show = (side: 'mine' | 'server', loaded: Loaded<Preview>): ReactNode =>
    texts === undefined ? (
      <LoadedView loaded={loaded}>
        {(preview) => <FilePreview preview={preview} label={text('previewOf', { version: text(side) })} />}
      </LoadedView>
    ) : null;
  const shared = { folderId, conflict };
  return (
    <>
      <div className="bb-pair">
        <VersionCard {...shared} side="mine" version={versions.mine} preview={show('mine', mine)} />
        <VersionCard {...shared} side="server" version={versions.server} preview={show('server', server)} />
      </div>
      {texts === undefined ? null : (
        <ComparedTexts folderId={folderId} conflictId={conflict.conflictId} texts={texts} />
      )}
    </>
  );
}

interface ComparedTextsProps {
  readonly folderId: string;
  readonly conflictId: string;
  readonly texts: NonNullable<ReturnType<typeof findTexts>>;
}

/** With what both were made from, where it can be found: then it is known who changed what. */
function ComparedTexts({ folderId, conflictId, texts }: ComparedTextsProps): ReactNode {
  const { api } = useDesktop();
  const ask = useCallback(() => api.readCommonText({ folderId, conflictId }), [api, folderId, conflictId]);
  const [loaded] = useAnswer(ask);
  if (loaded.kind === 'failed') return <TextComparison {...texts} base={undefined} />;
  return (
    <LoadedView loaded={loaded}>
      {({ text }) => <TextComparison {...texts} base={texts.isWhole ? text : undefined} />}
    </LoadedView>
  );
}

function usePreview(folderId: string, path: string): Loaded<Preview> {
  const { api } = useDesktop();
  const [loaded] = useAnswer(useCallback(() => api.previewFile({ folderId, path }), [api, folderId, path]));
  return loaded;
}

function findTexts(server: Loaded<Preview>, mine: Loaded<Preview>) {
  if (server.kind !== 'loaded' || mine.kind !== 'loaded') return undefined;
  const [one, other] = [server.value, mine.value];
  if (one.kind !== 'text' || other.kind !== 'text') return undefined;
  return { server: one.text, mine: other.text, isWhole: one.isWhole && other.isWhole };
}
