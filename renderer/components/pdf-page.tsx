import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/language-context.tsx';
import type { DrawnPdf } from './draw-pdf.ts';
import { drawFirstPage } from './draw-pdf.ts';
import { previewMessages } from './preview-messages.ts';

export interface PdfPageProps {
  readonly base64: string;
  /** What a screen reader says in place of the picture. */
  readonly label: string;
}

/** The first page of a PDF as a picture, with what the file says about itself. */
export function PdfPage({ base64, label }: PdfPageProps): ReactNode {
  const text = useText(previewMessages);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<DrawnPdf>();
  useEffect(() => {
    const stop = new AbortController();
    if (canvas.current !== null) {
      void drawFirstPage(canvas.current, toBytes(base64), stop.signal).then(setDrawn, () => {
        // Aborted: this picture is not wanted any more.
      });
    }
    return () => stop.abort();
  }, [base64]);
  if (drawn?.kind === 'locked' || drawn?.kind === 'damaged') {
    return <p className="kern-body kern-body--muted">{text(drawn.kind)}</p>;
  }
  return (
    <div className="bb-stack">
      <div className="bb-preview bb-preview--page">
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <p className="kern-body kern-body--muted">{drawn === undefined ? text('drawing') : describePdf(drawn)}</p>
    </div>
  );

  function describePdf({ pages, title }: Extract<DrawnPdf, { kind: 'drawn' }>): string {
    const first = text('firstOf', { pages });
    return title === undefined ? first : `${text('titled', { title })} · ${first}`;
  }
}

function toBytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
}
