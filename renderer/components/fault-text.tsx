import type { ReactNode } from 'react';

/** Why something cannot be done like this; read out at once. */
export function FaultText({ id, children }: { readonly id?: string; readonly children: ReactNode }): ReactNode {
  return (
    <p id={id} className="kern-error" role="alert">
      <span className="kern-icon kern-icon--danger" aria-hidden="true" />
      <span className="kern-body">{children}</span>
    </p>
  );
}
