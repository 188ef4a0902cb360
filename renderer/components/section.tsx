import { useId } from 'react';
import type { ReactNode } from 'react';

export interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of a view under its own heading. */
export function Section({ title, children }: SectionProps): ReactNode {
  const id = useId();
  return (
    <section className="bb-stack" aria-labelledby={id}>
      <h2 id={id} className="kern-heading-medium">
        {title}
      </h2>
      {children}
    </section>
  );
}
