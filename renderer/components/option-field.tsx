import { useId } from 'react';
import type { ReactNode } from 'react';
import { useHint } from './use-hint.ts';
import { toVisibleText } from '#ipc/visible-text.ts';

/** One of several answers. */
export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface OptionFieldProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  /** The organisation has decided it: it is shown, said so, and cannot be changed. */
  readonly isEnforced?: boolean;
  readonly onChange: (value: Value) => void;
}

/** One of a few answers, as the list of the system. */
export function OptionField<Value extends string>(props: OptionFieldProps<Value>): ReactNode {
  const { label, options, value, isEnforced = false, onChange } = props;
  const hint = useHint(undefined, isEnforced);
  const id = useId();
  const choose = (chosen: string): void => {
    const option = options.find((known) => known.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <div className="kern-form-input">
      <label className="kern-label" htmlFor={id}>
        {label}
      </label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="kern-hint">
          {hint}
        </p>
      )}
      <div className="kern-form-input__select-wrapper">
        <select
          id={id}
          className="kern-form-input__select"
          value={value}
          disabled={isEnforced}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => choose(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {toVisibleText(option.label)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
