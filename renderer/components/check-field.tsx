import { useId } from 'react';
import type { ReactNode } from 'react';

export interface CheckFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A yes or no. A native check box: every screen reader and forced colours know it. */
export function CheckField({ label, hint, isChecked, isDisabled = false, onChange }: CheckFieldProps): ReactNode {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="kern-form-check">
      <input
        id={id}
        type="checkbox"
        className="kern-form-check__checkbox"
        checked={isChecked}
        disabled={isDisabled}
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
