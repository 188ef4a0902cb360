/** Fires when nothing happened for a while; every sign of life starts it anew. */
export interface InactivityTimer {
  /** Bytes have passed. */
  touch(bytes: number): void;
  stop(): void;
}

/** Fewer bytes than this in the whole time are no sign of life: a server that drips would hold a connection for ever. */
const SIGN_OF_LIFE_BYTES = 256;

/**
 * A timer that does not keep the process alive. A time of 0 never fires.
 *
 * @param onInactive may find that waiting is right: the time then starts anew.
 */
export function createInactivityTimer(timeoutMs: number, onInactive: () => void): InactivityTimer {
  let bytesSince = 0;
  const fire = (): void => {
    bytesSince = 0;
    timer?.refresh();
    onInactive();
  };
  const timer = timeoutMs > 0 ? setTimeout(fire, timeoutMs).unref() : undefined;
  return {
    touch(bytes) {
      bytesSince += bytes;
      if (bytesSince < SIGN_OF_LIFE_BYTES) return;
      bytesSince = 0;
      timer?.refresh();
    },
    stop: () => clearTimeout(timer),
  };
}
