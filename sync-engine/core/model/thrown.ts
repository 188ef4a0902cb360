/** Where in the program it was thrown, for the log. Without its cause: that may hold what a server has sent. Pure. */
export function describeThrown(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
