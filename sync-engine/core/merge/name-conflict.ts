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

/** `earlier` matches a mark of the same sort, which the new one takes the place of. */
function markedName(input: Omit<ConflictNameInput, 'userName'>, mark: string, earlier: RegExp): string {
  const { stem, extension } = splitName(withoutMark(toLegal(input.name), earlier), input.kind);
  const bareStem = toSafeStem(stem);
  for (let attempt = 1; ; attempt += 1) {
    const tail = ` (${mark}${attempt === 1 ? '' : ` ${attempt}`})${extension}`;
    const candidate = cutToBytes(bareStem, MAX_PORTABLE_BYTES - countUtf8Bytes(tail)) + tail;
    if (!input.isTaken(candidate)) return candidate;
  }
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

/** The name that the loser of a conflict had before; undefined for a name that no client gave to one. */
export function findOriginalName(name: string): string | undefined {
  // Nearly all names end here, at a fraction of the price.
  if (!name.includes('onflict') && !name.includes(' (Fassung von ')) return undefined;
  const [, before, after] = ANY_MARK.exec(name) ?? [];
  return before === undefined || after === undefined ? undefined : before + after;
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
