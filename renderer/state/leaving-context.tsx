import { createContext, useCallback, useContext, useEffect, useId } from 'react';

/** What a person has typed or chosen in a form, and not saved. */
export interface UnsavedForm {
  /** What the form is called in the window. */
  readonly title: string;
  /** Resolves to false when it was not saved; the form then shows why. */
  readonly save: () => Promise<boolean>;
}

/** The ways out of a view: none of them loses what was typed without a question. */
export interface Leaving {
  /** What is unsaved in a form now; undefined: nothing. */
  readonly note: (formId: string, form: UnsavedForm | undefined) => void;
  /** Goes at once where nothing is unsaved, otherwise once a person has said what becomes of it, or not at all. */
  readonly leave: (onward: () => void) => void;
}

/** Given once, at the root. */
export const LeavingContext = createContext<Leaving | undefined>(undefined);

export function useLeaving(): Leaving {
  const leaving = useContext(LeavingContext);
  if (leaving === undefined) throw new Error('no LeavingContext');
  return leaving;
}

/**
 * Tells of a form whether anything in it is unsaved. What it returns lets go of it at once, for a form that itself leads
 * elsewhere.
 */
export function useUnsaved(form: UnsavedForm | undefined): () => void {
  const { note } = useLeaving();
  const formId = useId();
  // Each time: `save` knows what is in the form now.
  useEffect(() => note(formId, form));
  useEffect(() => () => note(formId, undefined), [note, formId]);
  return useCallback(() => note(formId, undefined), [note, formId]);
}
