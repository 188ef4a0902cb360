import { useId } from 'react';
import type { ReactNode } from 'react';
import { useHint } from './use-hint.ts';
import type { Option } from './select-box.tsx';
import { SelectBox } from './select-box.tsx';

export interface OptionFieldProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  /** The organisation has decided it: it is shown, said so, and cannot be changed. */
  readonly isEnforced?: boolean;
  readonly onChange: (value: Value) => void;
}

/** One of a few answers, as the list of the system, with its label. */
export function OptionField<Value extends string>(props: OptionFieldProps<Value>): ReactNode {
  const { label, options, value, isEnforced = false, onChange } = props;
  const hint = useHint(undefined, isEnforced);
  const id = useId();
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
      <SelectBox
        id={id}
        describedBy={hint === undefined ? undefined : `${id}-hint`}
        options={options}
        value={value}
        isDisabled={isEnforced}
        onChange={onChange}
      />
    </div>
  );
}
