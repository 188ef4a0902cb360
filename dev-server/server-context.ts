import type { FaultControl } from './faults/fault-control.ts';
import type { Identity } from './profiles/identity.ts';
import type { Profile } from './profiles/profile.ts';
import type { PushHub } from './push/push-hub.ts';
import type { ResolvedOptions } from './server-options.ts';
import type { BrowserSignIn } from './sign-in/browser-sign-in.ts';
import type { Store } from './store/store.ts';

/** What every handler may use. One per server. */
export interface ServerContext {
  readonly options: ResolvedOptions;
  readonly profile: Profile;
  readonly identity: Identity;
  readonly store: Store;
  readonly faults: FaultControl;
  readonly push: PushHub;
  readonly signIn: BrowserSignIn;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Repeatable numbers in [0, 1) for careless behaviour. */
  readonly random: () => number;
}
