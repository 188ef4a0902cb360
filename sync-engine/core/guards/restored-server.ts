/** One file whose content on the server is not the one both sides agreed on. Times in ms since the epoch. */
export interface ServerChange {
  readonly agreedMtimeMs: number;
  readonly mtimeMs: number;
}

/** Fewer files may have been set back by a person, one by one, from the server's list of versions. */
const MIN_OLDER_FILES = 10;

/**
 * Whether the server looks like one that was restored from a backup: work makes files newer, a restore makes many older
 * at once. Then the base belongs to a later state than the server has: what is missing there was not deleted, and what
 * differs here is newer, not outdated.
 */
export function looksRestored(changes: readonly ServerChange[]): boolean {
  // 0 stands for a time that the server does not know.
  const dated = changes.filter((change) => change.mtimeMs > 0 && change.agreedMtimeMs > 0);
  const older = dated.filter((change) => change.mtimeMs < change.agreedMtimeMs).length;
  return older >= MIN_OLDER_FILES && older > dated.length / 2;
}

/**
 * Whether the server says of itself that it was restored: its data fingerprint is another than the last one. Undefined
 * `seen`: the server sent none, which says nothing; undefined `known`: nothing was ever seen. A server without a mark
 * sends none too, so '' is what is kept of it.
 */
export function isOtherFingerprint(known: string | undefined, seen: string | undefined): boolean {
  return known !== undefined && seen !== undefined && known !== seen;
}
