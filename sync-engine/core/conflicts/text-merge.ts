// oxlint-disable-next-line eslint/no-restricted-imports -- as pure as core: it compares lists (build/checks/fence-table.ts)
import { diff3Merge } from 'node-diff3';

/** Three versions of one text. Line ends are part of the text and are kept. */
export interface TextVersions {
  readonly base: string;
  readonly mine: string;
  readonly server: string;
}

/** Words that tell the parts of a marked-up text apart. */
export interface MarkLabels {
  readonly base: string;
  readonly mine: string;
  readonly server: string;
}

/**
 * - `merged`: both changes in one text; they touch different lines.
 * - `overlapping`: both changed the same lines: `text` has all versions of these lines, between marks.
 * - `not-offered`: too long, too repetitive, or the result would be no valid file of its kind.
 */
export type TextMerge =
  | { readonly kind: 'merged'; readonly text: string }
  | { readonly kind: 'overlapping'; readonly text: string; readonly overlaps: number }
  | { readonly kind: 'not-offered' };

/** Larger files are not read as text. */
export const MAX_TEXT_BYTES = 1024 * 1024;

/** Kinds of files in which lines stand for themselves well enough. */
const TEXT_NAME = /\.(?:txt|md|csv|xml|json|html?)$/i;

/** What the comparison may cost: it takes lines × lines at worst, and pairs of equal lines as well. */
const MAX_LINES = 20_000;
const MAX_PAIRS = 4_000_000;

/** True for names of files that are merged line by line. */
export function isTextName(name: string): boolean {
  return TEXT_NAME.test(name);
}

/** Merges two versions that were made from one base, line by line. Pure; at most some seconds for the longest texts. */
export function mergeTexts(name: string, versions: TextVersions, labels: MarkLabels): TextMerge {
  const lines = { base: toLines(versions.base), mine: toLines(versions.mine), server: toLines(versions.server) };
  const { head, middle, tail } = takeEqualEnds(lines);
  const numbered = numberLines(middle);
  if (numbered === undefined) return { kind: 'not-offered' };
  const text: string[] = [...head];
  let overlaps = 0;
  const regions = diff3Merge(numbered.mine, numbered.base, numbered.server, { excludeFalseConflicts: true });
  for (const { ok, conflict } of regions) {
    if (ok !== undefined) for (const number of ok) text.push(numbered.lineOf(number));
    if (conflict === undefined) continue;
    overlaps += 1;
    const mark = new MarkWriter(text, findLineEnd(versions.mine));
    mark.section(`<<<<<<< ${labels.mine}`, conflict.a.map(numbered.lineOf));
    mark.section(`||||||| ${labels.base}`, conflict.o.map(numbered.lineOf));
    mark.section('=======', conflict.b.map(numbered.lineOf));
    mark.line(`>>>>>>> ${labels.server}`);
  }
  text.push(...tail);
  const result = text.join('');
  if (overlaps > 0) return { kind: 'overlapping', text: result, overlaps };
  return isBroken(name, versions, result) ? { kind: 'not-offered' } : { kind: 'merged', text: result };
}

interface Lines {
  readonly base: readonly string[];
  readonly mine: readonly string[];
  readonly server: readonly string[];
}

/** Lines with their ends; only the last may have none. */
function toLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Lines that all three share at the beginning and at the end need no comparison. */
function takeEqualEnds({ base, mine, server }: Lines): {
  readonly head: readonly string[];
  readonly middle: Lines;
  readonly tail: readonly string[];
} {
  const shortest = Math.min(base.length, mine.length, server.length);
  let start = 0;
  while (start < shortest && base[start] === mine[start] && base[start] === server[start]) start += 1;
  let fromEnd = 0;
  while (fromEnd < shortest - start) {
    const line = base.at(-1 - fromEnd);
    if (line !== mine.at(-1 - fromEnd) || line !== server.at(-1 - fromEnd)) break;
    fromEnd += 1;
  }
  const cut = (lines: readonly string[]): readonly string[] => lines.slice(start, lines.length - fromEnd);
  return {
    head: base.slice(0, start),
    middle: { base: cut(base), mine: cut(mine), server: cut(server) },
    tail: base.slice(base.length - fromEnd),
  };
}

interface NumberedLines {
  readonly base: number[];
  readonly mine: number[];
  readonly server: number[];
  readonly lineOf: (number: number) => string;
}

/** Equal lines get equal numbers, which compare faster. Undefined when the comparison would take too long. */
function numberLines({ base, mine, server }: Lines): NumberedLines | undefined {
  if (Math.max(base.length, mine.length, server.length) > MAX_LINES) return undefined;
  const numbers = new Map<string, number>();
  const lines: string[] = [];
  const toNumber = (line: string): number => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, lines.length);
    lines.push(line);
    return lines.length - 1;
  };
  const numbered = { base: base.map(toNumber), mine: mine.map(toNumber), server: server.map(toNumber) };
  const pairs = countPairs(numbered.base, numbered.mine) + countPairs(numbered.base, numbered.server);
  return pairs > MAX_PAIRS ? undefined : { ...numbered, lineOf: (number) => lines[number] ?? '' };
}

function countPairs(a: readonly number[], b: readonly number[]): number {
  const inA = new Map<number, number>();
  for (const number of a) inA.set(number, (inA.get(number) ?? 0) + 1);
  return b.reduce((sum, number) => sum + (inA.get(number) ?? 0), 0);
}

/** Writes marks on lines of their own, also behind a last line that has no end. */
class MarkWriter {
  readonly #text: string[];
  readonly #lineEnd: string;

  constructor(text: string[], lineEnd: string) {
    this.#text = text;
    this.#lineEnd = lineEnd;
  }

  section(mark: string, lines: readonly string[]): void {
    this.line(mark);
    this.#text.push(...lines);
  }

  line(mark: string): void {
    const last = this.#text.at(-1);
    if (last !== undefined && !last.endsWith('\n')) this.#text.push(this.#lineEnd);
    this.#text.push(mark + this.#lineEnd);
  }
}

function findLineEnd(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** Two valid files can give one that no program reads: a comma too few is enough. */
function isBroken(name: string, { mine, server }: TextVersions, merged: string): boolean {
  if (!/\.json$/i.test(name)) return false;
  return isJson(mine) && isJson(server) && !isJson(merged);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // What cannot be parsed is the answer here, not a failure.
    return false;
  }
}
