import { SystemClock } from '../clock/system-clock.ts';
import type { Result } from '../core/model/sync-error.ts';
import type { AccountAccess } from './create-account.ts';
import { createSpaceTransport } from './create-account.ts';
import { createLogger } from './create-engine.ts';
import type { EngineOptions } from './create-engine.ts';
import { ServerTree } from './selection/server-tree.ts';

/** What of a server a person looks at, and where the log goes. */
export interface ServerTreeOptions {
  readonly access: AccountAccess;
  /** The user's own files when undefined. */
  readonly space: string | undefined;
  readonly logOutput: EngineOptions['logOutput'];
}

/** The directories of a space, with real parts; the caller closes it. Codes: those of the credentials. */
export function createServerTree({ access, space, logOutput }: ServerTreeOptions): Result<ServerTree> {
  const clock = new SystemClock();
  const transport = createSpaceTransport(access, space, clock);
  if (!transport.ok) return transport;
  return { ok: true, value: new ServerTree({ transport: transport.value, clock, logger: createLogger(logOutput) }) };
}
