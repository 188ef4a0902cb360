import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import type { UserError } from '#ipc/user-error.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { excludesMessages } from './excludes-messages.ts';

/** A folder that is asked what the patterns would do in it. */
export interface AskedFolder {
  readonly folderId: string;
  readonly name: string;
  /** Patterns that count there besides the edited ones. */
  readonly others: string;
}

export interface ExcludesPreviewProps {
  readonly edited: string;
  /** They count already: what they keep out is not synced now, and so they seem to hit nothing. */
  readonly isSaved: boolean;
  readonly asked: readonly AskedFolder[];
}

interface Preview {
  readonly problems: RequestOutput<'previewExcludes'>['problems'];
  readonly fileCount: number;
  /** With the name of the folder where several were asked. */
  readonly items: readonly string[];
}

/** So long, in ms, a person may pause between two letters before the engine is asked. */
const PAUSE_MS = 300;

/** Names that are shown at most. */
const MAX_SHOWN = 20;

/** What of that which is synced now the patterns would hit, as the engine will judge. */
export function ExcludesPreview({ edited, isSaved, asked }: ExcludesPreviewProps): ReactNode {
  const text = useText(excludesMessages);
  const [preview, error] = usePreview({ edited, asked });
  if (error !== undefined) return <ErrorNotice error={error} />;
  if (preview === undefined) return <p className="kern-body kern-body--muted">{text('looking')}</p>;
  const { problems, fileCount, items } = preview;
  return (
    <div className="bb-stack">
      {problems.map(({ line, source }) => (
        <p key={line} className="kern-error">
          <span className="kern-icon kern-icon--danger" aria-hidden="true" />
          <span className="kern-body">{text('unreadable', { line, source })}</span>
        </p>
      ))}
      {edited.trim() === '' ? null : (
        <p className="kern-body" role="status">
          {isSaved && fileCount === 0 ? text('active') : text('wouldHit', { count: fileCount })}
        </p>
      )}
      {items.length === 0 ? null : (
        <ul className="bb-plain-list">
          {items.slice(0, MAX_SHOWN).map((item) => (
            <li key={item} className="kern-body">
              <bdi>{toVisibleText(item)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function usePreview({
  edited,
  asked,
}: Pick<ExcludesPreviewProps, 'edited' | 'asked'>): readonly [Preview | undefined, UserError | undefined] {
  const { api } = useDesktop();
  const [answer, setAnswer] = useState<readonly [Preview | undefined, UserError | undefined]>([undefined, undefined]);
  // The list is another object each time; what is in it decides whether to ask again.
  const question = JSON.stringify(asked);
  useEffect(() => {
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      const answers = await Promise.all(
        asked.map(async ({ folderId, name, others }) => ({
          name,
          answer: await api.previewExcludes({ folderId, edited, others }),
        })),
      );
      if (!isCurrent) return;
      const failed = answers.find((one) => !one.answer.ok)?.answer;
      setAnswer(failed !== undefined && !failed.ok ? [undefined, failed.error] : [unite(answers), undefined]);
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `question` stands for `asked`
  }, [api, edited, question]);
  return answer;
}

type PreviewAnswer = Awaited<ReturnType<ReturnType<typeof useDesktop>['api']['previewExcludes']>>;

function unite(answers: readonly { readonly name: string; readonly answer: PreviewAnswer }[]): Preview {
  const given = answers.flatMap(({ name, answer }) => (answer.ok ? [{ name, ...answer.value }] : []));
  return {
    problems: given[0]?.problems ?? [],
    fileCount: given.reduce((sum, { fileCount }) => sum + fileCount, 0),
    items: given.flatMap(({ name, items }) =>
      items.map(({ path, kind }) => `${given.length > 1 ? `${name}: ` : ''}${path}${kind === 'directory' ? '/' : ''}`),
    ),
  };
}
