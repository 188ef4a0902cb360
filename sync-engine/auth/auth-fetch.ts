import type { SyncError } from '../core/model/sync-error.ts';

/** One small request of a sign-in. */
export interface AuthRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** A whole answer, whatever its status, or none. Header names are lower-case. */
export type AuthAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly header: (name: string) => string | undefined;
      readonly text: string;
    }
  | { readonly kind: 'no-answer'; readonly error: SyncError };

/** Sends requests of a sign-in: over TLS beyond this machine, and without following redirects. Never rejects. */
export type AuthFetch = (url: string, request: AuthRequest) => Promise<AuthAnswer>;
