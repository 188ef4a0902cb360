import type { ReactNode } from 'react';

/** One number with what it counts. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Some numbers side by side. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="bb-facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt className="bb-muted">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
