import { useCallback } from 'react';
import type { ReactNode } from 'react';
import type { ConflictView } from '#ipc/conflict-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { formatAgo, formatMoment, formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { conflictMessages } from './messages.ts';

export interface VersionCardProps {
  readonly folderId: string;
  readonly side: 'mine' | 'server';
  readonly version: NonNullable<ConflictView['versions']>['mine'];
  readonly conflict: ConflictView;
}

/** Who, when and how large; what is inside, as far as it can be shown; and a way to open it. */
export function VersionCard({ folderId, side, version, conflict }: VersionCardProps): ReactNode {
  const text = useText(conflictMessages);
  const language = useLanguage();
  const { api } = useDesktop();
  const { path, sizeBytes, mtimeMs } = version;
  const id = `${conflict.conflictId}-${side}`;
  const opening = useAct();
  const open = (): void => void opening.run(() => api.openItem({ folderId, path, how: 'open' }));
  return (
    <section className="kern-card" aria-labelledby={id}>
      <div className="kern-card__container bb-stack">
        <h3 id={id} className="kern-heading-small">
          {text(side)}{' '}
          {conflict.newer === side ? <span className="kern-badge kern-badge--info">{text('newer')}</span> : null}
        </h3>
        <ul className="bb-plain-list">
          <li>{describeAuthor()}</li>
          <li>
            {text('changed', {
              moment: formatMoment(mtimeMs, language),
              ago: formatAgo(mtimeMs, Date.now(), language),
            })}
          </li>
          <li>{text('size', { size: formatSize(sizeBytes, language) })}</li>
        </ul>
        <ErrorNotice error={opening.error} />
        <Preview folderId={folderId} path={path} side={side} />
        <div>
          <ActionButton look="tertiary" aria-label={text(side === 'mine' ? 'openMine' : 'openServer')} onPress={open}>
            {text('open')}
          </ActionButton>
        </div>
      </div>
    </section>
  );

  function describeAuthor(): string {
    if (side === 'mine') return text('byYou');
    return conflict.serverAuthor === undefined ? text('byUnknown') : text('by', { person: conflict.serverAuthor });
  }
}

interface PreviewProps extends Pick<VersionCardProps, 'folderId' | 'side'> {
  readonly path: string;
}

function Preview({ folderId, path, side }: PreviewProps): ReactNode {
  const text = useText(conflictMessages);
  const { api } = useDesktop();
  const [loaded] = useAnswer(useCallback(() => api.previewFile({ folderId, path }), [api, folderId, path]));
  if (loaded.kind === 'loading') return null;
  if (loaded.kind === 'failed') return <ErrorNotice error={loaded.error} />;
  const preview = loaded.value;
  switch (preview.kind) {
    case 'text':
      return (
        <pre className="bb-preview" tabIndex={0} role="region" aria-label={text('previewOf', { version: text(side) })}>
          {preview.text}
        </pre>
      );
    case 'image':
      return (
        <div className="bb-preview">
          <img src={`data:${preview.mediaType};base64,${preview.base64}`} alt="" />
        </div>
      );
    case 'none':
      return <p className="kern-body kern-body--muted">{text('noPreview')}</p>;
    default:
      return preview satisfies never;
  }
}
