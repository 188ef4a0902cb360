import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { ButtonProps } from 'react-aria-components';

/** `primary`: the one thing to do here; `secondary`: another; `tertiary`: beside the way. */
export type ButtonLook = 'primary' | 'secondary' | 'tertiary';

export interface ActionButtonProps extends Omit<ButtonProps, 'className' | 'children'> {
  readonly look?: ButtonLook;
  /** Says what happens, as a verb. */
  readonly children: ReactNode;
}

/** A button in the look of KERN. While `isPending` it keeps the focus and does nothing. */
export function ActionButton({ look = 'secondary', children, ...props }: ActionButtonProps): ReactNode {
  return (
    <Button {...props} className={`kern-btn kern-btn--${look}`}>
      <span className="kern-label">{children}</span>
    </Button>
  );
}
