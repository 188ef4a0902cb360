import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import type { TextFieldProps } from 'react-aria-components';
import { useHint } from './use-hint.ts';

export interface InputFieldProps extends Omit<TextFieldProps, 'className' | 'children'> {
  readonly label: string;
  readonly hint?: string;
  /** The organisation has decided it: it is shown, said so, and cannot be changed. */
  readonly isEnforced?: boolean;
  /** Why the value cannot be taken; absent while it can, or nobody has tried. */
  readonly error?: string | undefined;
}

/** One line of text with its label, a hint above and the reason why it was refused below. */
export function InputField({ label, error, isEnforced = false, ...given }: InputFieldProps): ReactNode {
  const hint = useHint(given.hint, isEnforced);
  const { hint: _shown, ...props } = given;
  const hasError = error !== undefined;
  return (
    <TextField
      {...props}
      isReadOnly={isEnforced || props.isReadOnly === true}
      isInvalid={hasError}
      validationBehavior="aria"
      className={`kern-form-input ${hasError ? 'kern-form-input--error' : ''}`}
    >
      <Label className="kern-label">{label}</Label>
      {hint === undefined ? null : (
        <Text slot="description" className="kern-hint">
          {hint}
        </Text>
      )}
      <Input className={`kern-form-input__input ${hasError ? 'kern-form-input__input--error' : ''}`} />
      <FieldError className="kern-error">
        <span className="kern-icon kern-icon--danger" aria-hidden="true" />
        <span className="kern-body">{error}</span>
      </FieldError>
    </TextField>
  );
}
