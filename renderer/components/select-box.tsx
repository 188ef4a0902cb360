import type { ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';

/** One of several answers. */
export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectBoxProps<Value extends string> {
  readonly id?: string;
  /** What it asks, where no label stands beside it. */
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly options: readonly Option<Value>[];
  readonly value: Value | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (value: Value) => void;
}

/**
 * The list of the system, with the present answer in as many lines as it takes: the system cuts what is longer than one.
 * What is seen is drawn over the list; screen readers have the list itself.
 */
export function SelectBox<Value extends string>(props: SelectBoxProps<Value>): ReactNode {
  const { id, label, describedBy, options, value, isDisabled, onChange } = props;
  const choose = (chosen: string): void => {
    const option = options.find((known) => known.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  const present = options.find((option) => option.value === value);
  return (
    <div className="kern-form-input__select-wrapper bb-select">
      <select
        id={id}
        className="kern-form-input__select"
        aria-label={label}
        aria-describedby={describedBy}
        value={value}
        disabled={isDisabled}
        onChange={(event) => choose(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {toVisibleText(option.label)}
          </option>
        ))}
      </select>
      <span className="bb-select__text" aria-hidden="true">
        {toVisibleText(present?.label ?? '')}
      </span>
    </div>
  );
}
