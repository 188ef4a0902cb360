import type { ReactNode } from 'react';
import type { ConflictView } from '#ipc/conflict-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { formatAgo, formatMoment, formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useNow } from '../../state/use-now.ts';
import { conflictMessages } from './messages.ts';

export interface VersionCardProps {
  readonly folderId: string;
  readonly side: 'mine' | 'server';
  readonly version: NonNullable<ConflictView['versions']>['mine'];
  readonly conflict: ConflictView;
  /** What is inside; absent where a comparison shows both. */
  readonly preview: ReactNode;
}

/** Who, when and how large; what is inside, as far as it can be shown; and a way to open it. */
export function VersionCard({ folderId, side, version, conflict, preview }: VersionCardProps): ReactNode {
  const text = useText(conflictMessages);
  const language = useLanguage();
  const { api } = useDesktop();
  const { path, sizeBytes, mtimeMs } = version;
  const id = `${conflict.conflictId}-${side}`;
  const nowMs = useNow();
  const opening = useAct();
  const open = (): void =>
    void opening.run(() =>
      api.openCopy({ folderId, path, label: text(side === 'mine' ? 'labelMine' : 'labelServer') }),
    );
  return (
    <section className="kern-card bb-version" aria-labelledby={id}>
      <div className="kern-card__container">
        <h3 id={id} className="kern-heading-small bb-version__title">
          {text(side)}{' '}
          {conflict.newer === side ? <span className="kern-badge kern-badge--info">{text('newer')}</span> : null}
        </h3>
        <div className="bb-stack bb-version__body">
          <ul className="bb-plain-list">
            <li>
              <AuthorText conflict={conflict} side={side} />
            </li>
            <li>
              {text('changed', {
                moment: formatMoment(mtimeMs, language),
                ago: formatAgo(mtimeMs, nowMs, language),
              })}
            </li>
            {side === 'server' && conflict.serverReceivedAtMs !== undefined ? (
              <li>
                {text('received', {
                  moment: formatMoment(conflict.serverReceivedAtMs, language),
                  ago: formatAgo(conflict.serverReceivedAtMs, nowMs, language),
                })}
              </li>
            ) : null}
            <li>
              <SizeText conflict={conflict} side={side} sizeBytes={sizeBytes} />
            </li>
          </ul>
          <ErrorNotice error={opening.error} />
          {preview}
          <div className="bb-lone">
            <ActionButton
              look="tertiary"
              isPending={opening.isPending}
              aria-label={text(side === 'mine' ? 'openMine' : 'openServer')}
              onPress={open}
            >
              {text('openCopy')}
            </ActionButton>
          </div>
        </div>
      </div>
    </section>
  );
}

type FactProps = Pick<VersionCardProps, 'conflict' | 'side'>;

function AuthorText({ conflict: { serverAuthor }, side }: FactProps): ReactNode {
  const text = useText(conflictMessages);
  if (side === 'mine') return text('byYou');
  return serverAuthor === undefined ? text('byUnknown') : text('by', { person: serverAuthor });
}

/** The size, and how it differs from that of the other version. */
function SizeText({ conflict, side, sizeBytes }: FactProps & { readonly sizeBytes: number }): ReactNode {
  const text = useText(conflictMessages);
  const language = useLanguage();
  const size = formatSize(sizeBytes, language);
  const other = conflict.versions?.[side === 'mine' ? 'server' : 'mine'].sizeBytes ?? sizeBytes;
  if (other === sizeBytes) return text('sizeSame', { size });
  const difference = formatSize(Math.abs(sizeBytes - other), language);
  return text(sizeBytes > other ? 'sizeMore' : 'sizeLess', { size, difference });
}
