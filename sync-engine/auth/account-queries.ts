import type { ServerKind, UserIdentity } from '../core/model/account.ts';
import type { Result } from '../core/model/sync-error.ts';

/** A server, as far as it can be asked who somebody is. */
interface AskedServer {
  readonly serverAddress: string;
  readonly serverKind: ServerKind;
}

/** What is asked with the header of a sign-in. None of it rejects. */
export interface AccountQueries {
  /** `sign-in-refused` when the server does not take the header. */
  identifyUser(server: AskedServer, header: string, signal: AbortSignal): Promise<Result<UserIdentity>>;
  /** Where this person's own server is, when one sign-in serves many; else the same address. */
  findInstance(server: AskedServer, header: string, signal: AbortSignal): Promise<string>;
}
