/** Fires once when nothing happened for a while; every sign of life starts it anew. */
export interface InactivityTimer {
  touch(): void;
  stop(): void;
}

/** A timer that does not keep the process alive. A time of 0 never fires. */
export function createInactivityTimer(timeoutMs: number, onInactive: () => void): InactivityTimer {
  const timer = timeoutMs > 0 ? setTimeout(onInactive, timeoutMs).unref() : undefined;
  return {
    touch: () => timer?.refresh(),
    stop: () => clearTimeout(timer),
  };
}
