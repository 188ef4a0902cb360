import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

/** The box that marks a row of a list; the list knows whether it is marked. Screen readers add the name of the row. */
export function RowCheck({ label }: { readonly label: string }): ReactNode {
  return (
    <Checkbox slot="selection" className="bb-check" aria-label={label}>
      <span className="bb-check__box" aria-hidden="true" />
    </Checkbox>
  );
}
