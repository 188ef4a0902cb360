import type { Result } from '../core/model/sync-error.ts';

/** The failure of everything that waits for a person to sign in. */
export function signInNeeded(detail: string): Extract<Result<never>, { ok: false }> {
  return {
    ok: false,
    error: { code: 'sign-in-needed', scope: 'account', retry: { kind: 'user-action' }, detail },
  };
}
