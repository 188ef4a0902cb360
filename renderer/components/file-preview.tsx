import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Preview } from '#ipc/file-view.ts';
import { formatMoment } from '../i18n/formats.ts';
import { useLanguage, useText } from '../i18n/language-context.tsx';
import { PdfPage } from './pdf-page.tsx';
import { previewMessages } from './preview-messages.ts';

export interface FilePreviewProps {
  readonly preview: Preview;
  /** Names the file for people who do not see the preview. */
  readonly label: string;
}

/** What is inside a file. Whatever it holds is drawn or read out as text; nothing of it becomes part of the page. */
export function FilePreview({ preview, label }: FilePreviewProps): ReactNode {
  const text = useText(previewMessages);
  switch (preview.kind) {
    case 'text':
      return (
        <pre className="bb-preview" tabIndex={0} role="region" aria-label={label}>
          {preview.text}
        </pre>
      );
    case 'image':
      return <Picture source={`data:${preview.mediaType};base64,${preview.base64}`} label={label} />;
    case 'pdf':
      return <PdfPage base64={preview.base64} label={label} />;
    case 'document':
      return <DocumentFacts facts={preview} />;
    case 'none':
      return <p className="kern-body kern-body--muted">{text(preview.why)}</p>;
    default:
      return preview satisfies never;
  }
}

function Picture({ source, label }: { readonly source: string; readonly label: string }): ReactNode {
  const text = useText(previewMessages);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p className="kern-body kern-body--muted">{text('imageBroken')}</p>;
  return (
    <div className="bb-preview">
      <img src={source} alt={label} onError={() => setBroken(true)} />
    </div>
  );
}

/** The words of the file itself: anybody can write anything there. */
function DocumentFacts({ facts }: { readonly facts: Extract<Preview, { kind: 'document' }> }): ReactNode {
  const text = useText(previewMessages);
  const language = useLanguage();
  const { title, author, lastModifiedBy, modifiedAtMs, pages, slides, sheets } = facts;
  const lines = [
    title === undefined ? undefined : text('titled', { title }),
    author === undefined ? undefined : text('author', { person: author }),
    lastModifiedBy === undefined ? undefined : text('lastModifiedBy', { person: lastModifiedBy }),
    modifiedAtMs === undefined ? undefined : text('modified', { moment: formatMoment(modifiedAtMs, language) }),
    pages === undefined ? undefined : text('pages', { count: pages }),
    slides === undefined ? undefined : text('slides', { count: slides }),
    sheets === undefined ? undefined : text('sheets', { count: sheets.length, names: sheets.join(', ') }),
  ].filter((line) => line !== undefined);
  if (lines.length === 0) return <p className="kern-body kern-body--muted">{text('saysNothing')}</p>;
  return (
    <ul className="bb-plain-list bb-preview">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
