import type { Result } from './sync-error.ts';

/**
 * Signs requests. Asked for each one, so that a renewed sign-in is used at once and work that is under way goes on.
 * Calls may overlap; a renewal is done once for all who wait for it.
 */
export interface AuthorizationSource {
  /** Value of the Authorization header; waits while it is being renewed. `sign-in-needed` when there is none. */
  authorize(): Result<string> | Promise<Result<string>>;
  /**
   * Hears how the server took a header. After a refusal (401) it answers with another header to try once more with, or
   * with why there is none for now; undefined: the refusal stands.
   */
  judge(header: string, isRefused: boolean): Promise<Result<string> | undefined>;
}
