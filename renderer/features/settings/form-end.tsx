import type { ReactNode } from 'react';
import type { UserError } from '#ipc/user-error.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';

export interface FormEndProps {
  /** Why it could not be saved, where no field says it. */
  readonly error: UserError | undefined;
  /** What was saved, in words; undefined until then. */
  readonly saved: string | undefined;
  /** What the button says; undefined where nothing can be saved. */
  readonly save: string | undefined;
  readonly isPending: boolean;
}

/** The end of a form of settings: what became of saving, and the button for it. */
export function FormEnd({ error, saved, save, isPending }: FormEndProps): ReactNode {
  return (
    <>
      <ErrorNotice error={error} />
      {saved === undefined ? null : <Notice tone="success" title={saved} isNew />}
      {save === undefined ? null : (
        <div>
          <ActionButton type="submit" isPending={isPending}>
            {save}
          </ActionButton>
        </div>
      )}
    </>
  );
}
