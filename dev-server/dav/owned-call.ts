import type { Exchange } from '../http/exchange.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';

/** A request of a known user outside of a file tree. */
export interface OwnedCall {
  readonly context: ServerContext;
  readonly exchange: Exchange;
  readonly account: Account;
}
