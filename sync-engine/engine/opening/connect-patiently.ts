import type { Clock } from '../../clock/clock.ts';
import { pause } from '../../clock/clock.ts';
import type { Result, SyncError } from '../../core/model/sync-error.ts';
import { isConnectionError } from '../../core/model/sync-error.ts';
import type { ServerDescription, Transport } from '../../transport/transport.ts';
import { recoveryPauseMs } from '../watching/recovery.ts';

/** Signs in on the server. */
export type Connect = (signal: AbortSignal) => Promise<Result<ServerDescription>>;

/** Who has it waits for a server that is away, as a program does that starts before the network is there. */
export interface Patience {
  /** From 0 to 1; moves attempts apart. */
  readonly random: () => number;
  /** Asked for at each pause: aborts when it shall end before its time. */
  readonly hurry?: () => AbortSignal;
}

/**
 * Makes the way to sign in. With patience only a person or an error that waiting does not mend ends it: with the pauses
 * of `recoveryPauseMs`, as a running sync waits. An abort ends it with the error that was waited out.
 *
 * @param onWait hears the error before each pause.
 */
export function createConnect(
  { transport, clock }: { readonly transport: Pick<Transport, 'connect'>; readonly clock: Clock },
  patience: Patience | undefined,
  onWait: (error: SyncError) => void,
): Connect {
  return async (signal) => {
    for (let attempt = 1; ; attempt += 1) {
      const server = await transport.connect(signal);
      if (server.ok || patience === undefined || !isConnectionError(server.error.code)) return server;
      onWait(server.error);
      const either = AbortSignal.any([signal, ...(patience.hurry === undefined ? [] : [patience.hurry()])]);
      await pause(clock, recoveryPauseMs(server.error, attempt, patience.random()), either);
      if (signal.aborted) return server;
    }
  };
}
