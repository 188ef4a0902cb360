import { createContext, useContext, useEffect, useId, useRef } from 'react';

/** What a person has typed or chosen in a form, and not saved. */
export interface UnsavedForm {
  /** What the form is called in the window. */
  readonly title: string;
  /** Resolves to false when it was not saved; the form then shows why. Joins a saving that goes on. */
  readonly save: () => Promise<boolean>;
  /** True while it is being saved. */
  readonly isBeingSaved: () => boolean;
}

/** The ways out of a view: none of them loses what was typed without a question. */
export interface Leaving {
  /** What is unsaved in a form now; undefined: nothing. */
  readonly note: (formId: string, form: UnsavedForm | undefined) => void;
  /**
   * Goes at once where nothing is unsaved, or as soon as what is being saved has been; otherwise once a person has said
   * what becomes of it, or not at all.
   */
  readonly leave: (onward: () => void) => void;
}

/** Given once, at the root. */
export const LeavingContext = createContext<Leaving | undefined>(undefined);

export function useLeaving(): Leaving {
  const leaving = useContext(LeavingContext);
  if (leaving === undefined) throw new Error('no LeavingContext');
  return leaving;
}

/** A form that a person fills. */
export interface FilledForm {
  /** What it is called in the window. */
  readonly title: string;
  /** Something in it is not what is stored. */
  readonly isUnsaved: boolean;
  /** Resolves to false when it was not saved; the form then shows why. */
  readonly save: () => Promise<boolean>;
}

/** How a form is saved, and how it lets go of what is unsaved. */
export interface Unsaved {
  /** The same as that of the form, once at a time: whoever asks while it goes on waits for the same end. */
  readonly save: () => Promise<boolean>;
  /** Lets go of it at once, for a form that itself leads elsewhere. */
  readonly settle: () => void;
}

/** Tells of a form whether anything in it is unsaved. */
export function useUnsaved({ title, isUnsaved, save }: FilledForm): Unsaved {
  const { note } = useLeaving();
  const formId = useId();
  const saving = useRef<Promise<boolean>>(undefined);
  const saveOnce = (): Promise<boolean> => {
    saving.current ??= save().finally(() => (saving.current = undefined));
    return saving.current;
  };
  const isBeingSaved = (): boolean => saving.current !== undefined;
  // Each time: `save` knows what is in the form now.
  useEffect(() => note(formId, isUnsaved ? { title, save: saveOnce, isBeingSaved } : undefined));
  useEffect(() => () => note(formId, undefined), [note, formId]);
  return { save: saveOnce, settle: () => note(formId, undefined) };
}
