declare const brand: unique symbol;

/** A primitive that cannot be mixed up with another of the same shape. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

/** Key of one item in all trees of a sync folder. Stays the same over renames, moves and edits; never used twice. */
export type NodeId = Brand<number, 'NodeId'>;

/** The sync folder itself. It is in no tree as a node, only as a parent. */
export const ROOT_ID = toNodeId(0);

/** Takes a number that the sync database or an id counter handed out. Throws on anything but a safe integer ≥ 0. */
export function toNodeId(value: number): NodeId {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a node id: ${value}`);
  return value as NodeId;
}

/** The server's own id of a file or directory; survives MOVE. Opaque. */
export type FileId = Brand<string, 'FileId'>;

/** Takes a non-empty id as the server sent it. Throws on an empty string. */
export function toFileId(value: string): FileId {
  if (value === '') throw new RangeError('an empty string is not a file id');
  return value as FileId;
}

/**
 * Key of one item in the server's tree. It is the file id, but for items that the server shows at several places with one
 * file id (a share that is mounted twice): all but one of those have a key of their own. Never sent anywhere.
 */
export type RemoteKey = Brand<string, 'RemoteKey'>;

/** A key that no other item has: the file id itself, where that is free. */
export function toRemoteKey(fileId: FileId, isTaken: (key: RemoteKey) => boolean): RemoteKey {
  let key: string = fileId;
  for (let number = 2; isTaken(key as RemoteKey); number += 1) key = `${fileId}\n${number}`;
  return key as RemoteKey;
}

/** A version of one item on the server, without quotes, weak mark and compression suffix. Opaque. */
export type ETag = Brand<string, 'ETag'>;

/** What may stand between the quotes. Blanks may not, but whoever sends them takes them back. @see RFC 9110 §8.8.3 etagc */
const BARE_TAG = /^[\u0020\u0021\u0023-\u007e\u0080-\u00ff]+$/;

/**
 * Brings an entity tag to the one form in which tags are compared: `W/`, quotes and a `-gzip` suffix, within the quotes or
 * behind them, are dropped. Undefined when nothing is left, or what no header can hold: a condition on it could not even
 * be sent. @see RFC 9110 §8.8.3
 */
export function parseETag(header: string): ETag | undefined {
  const bare = header
    .trim()
    .replace(/^W\//, '')
    .replace(/-gzip$/, '')
    .replace(/^"(.*)"$/s, '$1')
    .replace(/-gzip$/, '');
  return BARE_TAG.test(bare) ? (bare as ETag) : undefined;
}

/** Key of one entry of the history. What an operation put into the safety store lies there under the same id. */
export type HistoryId = Brand<string, 'HistoryId'>;

/** True for `<run>-<number>`: also a name of a private file. */
export function isHistoryId(value: string): boolean {
  return /^[0-9a-z]{1,40}-[0-9]{1,9}$/.test(value);
}

/** Takes an id that was made, or checked by `isHistoryId`. Throws on anything else. */
export function toHistoryId(value: string): HistoryId {
  if (!isHistoryId(value)) throw new RangeError('not an id of a history entry');
  return value as HistoryId;
}
