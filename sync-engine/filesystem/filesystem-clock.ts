/** What the file system needs of time; any clock of the engine fits. */
export interface FilesystemClock {
  /** Wall time, for the sanity of modification times and for records. */
  nowMs(): number;
  /** Monotonic time, for sharing the event loop and for bounded retries. */
  monotonicMs(): number;
  /** Resolves after the delay; rejects with the signal's reason when it aborts. */
  delay(delayMs: number, signal: AbortSignal): Promise<void>;
}
