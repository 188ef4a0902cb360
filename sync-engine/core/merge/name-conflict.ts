import type { NodeKind } from '../model/observation.ts';
import { MAX_PORTABLE_BYTES, splitName, toLegal, toSafeStem } from './legal-name.ts';
import { countUtf8Bytes, cutToBytes } from './name-bytes.ts';

/** What a conflict name is made from. */
export interface ConflictNameInput {
  readonly name: string;
  readonly kind: NodeKind;
  /** As shown to colleagues; any characters. */
  readonly userName: string;
  readonly timeMs: number;
  /** Minutes east of UTC: 120 for Munich in summer. */
  readonly timeZoneOffsetMinutes: number;
  isTaken(candidate: string): boolean;
}

const MAX_USER_BYTES = 60;
const LAST_TIME_MS = Date.UTC(9999, 11, 31);

const OWN_BEGINNING = ' (Fassung von ';
const OWN_MARK = / \(Fassung von [^()]*, \d{4}-\d{2}-\d{2} \d{2}-\d{2}-\d{2}(?: \d+)?\)$/u;
const RESTORED_MARK = / \(wiederhergestellt, \d{4}-\d{2}-\d{2} \d{2}-\d{2}-\d{2}(?: \d+)?\)$/u;

/**
 * Ours, that of ownCloud since 2.5 and Nextcloud (also with the user's name, or before `conflicted copy`), and that of
 * ownCloud before 2.5. The last mark of a name counts; what stands behind it is the extension.
 */
const ANY_MARK =
  /^(.+)(?: \(Fassung von [^()]*, \d{4}-\d{2}-\d{2} \d{2}-\d{2}-\d{2}(?: \d+)?\)(?=(?:\.[^()]*)?$)| \((?:[^()]* )?conflicted copy [^()]*\d\)|_conflict-(?:[^.]*-)?\d+(?=\.[^.]*$|$))(.*)$/su;

/**
 * The name under which the local version of a conflict lives on: `Brief (Fassung von Ana, 2026-03-01 14-05-09).odt`.
 * Legal on Windows, macOS, Linux and on the servers, at most 245 bytes, and not taken (a number is added until it is
 * free). A conflict name of ours gets a new mark instead of a second one.
 */
export function conflictName(input: ConflictNameInput): string {
  return markedName(input, `Fassung von ${toUserPart(input.userName)}, ${formatTime(input)}`, OWN_MARK);
}

/** The name under which a version comes back whose own name is taken: `Brief (wiederhergestellt, 2026-03-01 14-05-09).odt`. */
export function restoredName(input: Omit<ConflictNameInput, 'kind' | 'userName'>): string {
  return markedName({ ...input, kind: 'file' }, `wiederhergestellt, ${formatTime(input)}`, RESTORED_MARK);
}

function markedName(input: Omit<ConflictNameInput, 'userName'>, words: string, earlier: RegExp): string {
  for (let attempt = 1; ; attempt += 1) {
    const mark = ` (${words}${attempt === 1 ? '' : ` ${attempt}`})`;
    const candidate = withMark(input.name, input.kind, { mark, earlier });
    if (!input.isTaken(candidate)) return candidate;
  }
}

/** `earlier` matches a mark of the same sort, which the new one takes the place of. */
function withMark(
  name: string,
  kind: NodeKind,
  { mark, earlier }: { readonly mark: string; readonly earlier: RegExp },
): string {
  const { stem, extension } = splitName(withoutMark(toLegal(name), earlier), kind);
  const tail = mark + extension;
  return cutToBytes(toSafeStem(stem), MAX_PORTABLE_BYTES - countUtf8Bytes(tail)) + tail;
}

/** The mark of a file stands before its extension, and a directory may have got such a name since. */
function withoutMark(name: string, mark: RegExp): string {
  const { stem, extension } = splitName(name, 'file');
  return stem.replace(mark, '') + extension;
}

/** True for names that this client, ownCloud's or Nextcloud's gave to the loser of a conflict. */
export function isConflictName(name: string): boolean {
  return findOriginalName(name) !== undefined;
}

/** Nearly all names need no more than this, at a fraction of the price. */
function isPlain(name: string): boolean {
  return !name.includes('onflict') && !name.includes(OWN_BEGINNING);
}

/** The name that the loser of a conflict had before; undefined for a name that no client gave to one. */
export function findOriginalName(name: string): string | undefined {
  if (isPlain(name)) return undefined;
  const [, before, after] = ANY_MARK.exec(name) ?? [];
  return before === undefined || after === undefined ? undefined : before + after;
}

/**
 * True where `name` is what a client calls a file that lost a conflict of which the winner is called `first`. Ours may
 * have cut the name, or made it legal, so it is made anew.
 */
export function isSecondNameOf(name: string, first: string): boolean {
  const [, before, after] = isPlain(name) ? [] : (ANY_MARK.exec(name) ?? []);
  if (before === undefined || after === undefined) return false;
  if (before + after === first) return true;
  const mark = name.slice(before.length, name.length - after.length);
  return mark.startsWith(OWN_BEGINNING) && withMark(first, 'file', { mark, earlier: OWN_MARK }) === name;
}

function toUserPart(userName: string): string {
  const legal = toLegal(userName)
    .replaceAll(/[()\s]+/gu, ' ')
    .trim();
  return cutToBytes(legal, MAX_USER_BYTES).trim() || 'unbekannt';
}

function formatTime(input: Pick<ConflictNameInput, 'timeMs' | 'timeZoneOffsetMinutes'>): string {
  const localMs = input.timeMs + input.timeZoneOffsetMinutes * 60_000;
  const iso = new Date(Math.min(Math.max(localMs, 0), LAST_TIME_MS)).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19).replaceAll(':', '-')}`;
}
