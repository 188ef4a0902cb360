import { useState } from 'react';
import type { ReactNode } from 'react';

export interface DisclosureProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A title that opens what belongs to it; that is drawn only then. The system's own element: keyboard and screen readers know it. */
export function Disclosure({ title, children }: DisclosureProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="kern-accordion" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="kern-accordion__header">
        <span className="kern-title">{title}</span>
      </summary>
      {isOpen ? <div className="kern-accordion__body">{children}</div> : null}
    </details>
  );
}
