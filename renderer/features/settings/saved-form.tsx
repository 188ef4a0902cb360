import type { FormEvent, ReactNode, RefObject } from 'react';
import { useUnsaved } from '../../state/leaving-context.tsx';

export interface SavedFormProps {
  readonly ref: RefObject<HTMLFormElement | null>;
  /** What it is called where a person is asked about it. */
  readonly title: string;
  /** Something in it is not what is stored. */
  readonly isChanged: boolean;
  /** Resolves to false when it was not saved; the form then shows why. */
  readonly save: () => Promise<boolean>;
  readonly children: ReactNode;
}

/** A form whose content counts once it is saved: by its button, or when a person leaves and wants it saved. */
export function SavedForm({ ref, title, isChanged, save, children }: SavedFormProps): ReactNode {
  const unsaved = useUnsaved({ title, isUnsaved: isChanged, save });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void unsaved.save();
  };
  return (
    <form ref={ref} className="bb-stack" noValidate onSubmit={submit}>
      {children}
    </form>
  );
}
