import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Desktop } from '../state/desktop-context.tsx';
import type { Leaving, UnsavedForm } from '../state/leaving-context.tsx';

/** What is asked before a view with unsaved forms is left. */
export interface LeavingQuestion {
  /** What the forms are called. */
  readonly titles: readonly string[];
  readonly stay: () => void;
  readonly discard: () => void;
  /** Saves all of them and goes on; the first one that cannot be saved keeps the person here. */
  readonly save: () => void;
}

/**
 * Keeps in mind which forms are unsaved, and asks before the view is left or the program ended. A browser asks before its
 * tab is closed.
 */
export function useLeavingQuestion({
  api,
}: Desktop): readonly [leaving: Leaving, question: LeavingQuestion | undefined] {
  const forms = useRef(new Map<string, UnsavedForm>());
  const [asked, setAsked] = useState<Pick<LeavingQuestion, 'titles'> & { readonly onward: () => void }>();
  const note = useCallback<Leaving['note']>(
    (formId, form) => {
      const { size } = forms.current;
      if (form === undefined) forms.current.delete(formId);
      else forms.current.set(formId, form);
      if (size > 0 !== forms.current.size > 0) void api.noteUnsaved({ hasUnsaved: size === 0 });
    },
    [api],
  );
  const leave = useCallback<Leaving['leave']>((onward) => {
    const unsaved = [...forms.current.values()];
    // Nobody has to be asked about these.
    const saving = unsaved.filter((form) => form.isBeingSaved());
    const titles = unsaved.filter((form) => !saving.includes(form)).map(({ title }) => title);
    const goOn = (): void => (titles.length === 0 ? onward() : setAsked({ titles, onward }));
    if (saving.length === 0) goOn();
    else void saveAll(saving).then((isSaved) => isSaved && goOn());
  }, []);
  useEffect(() => {
    const hear = (event: BeforeUnloadEvent): void => {
      if (forms.current.size > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', hear);
    return () => window.removeEventListener('beforeunload', hear);
  }, []);
  useEffect(
    () =>
      api.onEvent((event) => {
        if (event.kind !== 'quit-asked') return;
        leave(() => void api.quit({}));
        // That somebody is here to answer.
        void api.noteUnsaved({ hasUnsaved: forms.current.size > 0 });
      }),
    [api, leave],
  );
  const leaving = useMemo(() => ({ note, leave }), [note, leave]);
  if (asked === undefined) return [leaving, undefined];
  const { titles, onward } = asked;
  const stay = (): void => setAsked(undefined);
  const discard = (): void => {
    stay();
    onward();
  };
  const save = async (): Promise<void> => {
    // First the question goes: a form that cannot be saved leads to its first fault.
    stay();
    if (await saveAll(forms.current.values())) onward();
  };
  return [leaving, { titles, stay, discard, save: () => void save() }];
}

/** One after the other; false with the first one that was not saved. */
async function saveAll(forms: Iterable<UnsavedForm>): Promise<boolean> {
  for (const form of forms) if (!(await form.save())) return false;
  return true;
}
