import { useId } from 'react';
import type { ReactNode } from 'react';
import { useHint } from './use-hint.ts';

export interface CheckFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  /** The organisation has decided it: it is shown, said so, and cannot be changed. */
  readonly isEnforced?: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A yes or no. A native check box: every screen reader and forced colours know it. */
export function CheckField({ label, isChecked, onChange, ...props }: CheckFieldProps): ReactNode {
  const { isDisabled = false, isEnforced = false } = props;
  const hint = useHint(props.hint, isEnforced);
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="kern-form-check">
      <input
        id={id}
        type="checkbox"
        className="kern-form-check__checkbox"
        checked={isChecked}
        disabled={isDisabled || isEnforced}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label className="kern-label" htmlFor={id}>
          {label}
        </label>
        {hint === undefined ? null : (
          <p id={hintId} className="kern-hint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
