import { diffArrays } from 'diff';

/** On which side something was changed since both were the same; undefined: nobody knows. */
export type ChangedOn = 'server' | 'mine' | undefined;

/** One line of a comparison. Numbers count from 1, as programs for writing show them. */
export type ComparedLine =
  | { readonly kind: 'same'; readonly serverLine: number; readonly mineLine: number; readonly text: string }
  | { readonly kind: 'server'; readonly serverLine: number; readonly text: string; readonly changedOn?: ChangedOn }
  | { readonly kind: 'mine'; readonly mineLine: number; readonly text: string; readonly changedOn?: ChangedOn }
  /** Equal lines that are left out. */
  | { readonly kind: 'gap'; readonly lines: number };

/** Two versions side by side: what stands on one side alone has nothing on the other. */
export interface LinePair {
  readonly server: ComparedLine | undefined;
  readonly mine: ComparedLine | undefined;
}

/** More changes than anybody reads. The comparison takes the square of it, below a second. */
const MAX_CHANGES = 1_000;
/** Equal lines that are shown around each change. */
const CONTEXT_LINES = 3;

/** How many lines are others than they were: on which side, where that is known, or between the two. */
export type ChangeCount =
  | { readonly kind: 'by-side'; readonly server: number; readonly mine: number }
  | { readonly kind: 'between'; readonly lines: number };

/**
 * Two texts, line by line; undefined when they differ in more than anybody reads. With the text that both were made from
 * each line tells on which side it was changed: one that stood there before was not written by whoever has it still. Long
 * runs of equal lines are left out. Pure.
 */
export function compareTexts(server: string, mine: string, base?: string): readonly ComparedLine[] | undefined {
  const texts = { server: splitLines(server), mine: splitLines(mine) };
  const parts = (base === undefined ? undefined : compareByBase(texts, splitLines(base))) ?? compareLines(texts);
  return parts === undefined ? undefined : leaveOutEqual(numberLines(parts));
}

/** A line that was replaced counts once, as does one that came or went. Pure. */
export function countChanges(lines: readonly ComparedLine[]): ChangeCount {
  let [server, mine, between] = [0, 0, 0];
  let isKnown = true;
  for (const run of splitRuns(lines)) {
    const count = (kind: 'server' | 'mine', on?: ChangedOn): number =>
      run.filter((line) => line.kind === kind && (on === undefined || line.changedOn === on)).length;
    isKnown &&= run.every(({ changedOn }) => changedOn !== undefined);
    server += Math.max(count('server', 'server'), count('mine', 'server'));
    mine += Math.max(count('mine', 'mine'), count('server', 'mine'));
    between += Math.max(count('server'), count('mine'));
  }
  return isKnown ? { kind: 'by-side', server, mine } : { kind: 'between', lines: between };
}

type DifferingLine = Extract<ComparedLine, { readonly kind: 'server' | 'mine' }>;

/** Lines that differ, without an equal one between them. */
function splitRuns(lines: readonly ComparedLine[]): readonly (readonly DifferingLine[])[] {
  const runs: DifferingLine[][] = [[]];
  for (const line of lines) {
    if (line.kind === 'server' || line.kind === 'mine') runs.at(-1)?.push(line);
    else runs.push([]);
  }
  return runs;
}

/** The lines of two texts, each with its end. */
interface TwoTexts {
  readonly server: readonly string[];
  readonly mine: readonly string[];
}

type Part = Omit<DifferingLine, 'serverLine' | 'mineLine'> | { readonly kind: 'same'; readonly text: string };

/** Nobody knows on which side anything was changed. */
function compareLines({ server, mine }: TwoTexts): readonly Part[] | undefined {
  return findDifferences([...server], [...mine])?.flatMap(({ value, added, removed }) =>
    value.map((text) => ({
      kind: added ? ('mine' as const) : removed ? ('server' as const) : ('same' as const),
      text,
    })),
  );
}

/**
 * Lines of the base that both still have hold the two together; what lies between them is compared. So no line is told
 * to be gone from a text that has it still: three comparisons, each for itself, would see a line that was moved as
 * another one each time. Undefined when there is next to nothing to hold on to.
 */
function compareByBase({ server, mine }: TwoTexts, base: readonly string[]): readonly Part[] | undefined {
  const onServer = findPlaces(base, server);
  const here = findPlaces(base, mine);
  if (onServer === undefined || here === undefined) return undefined;
  const stood = { server: new Set(onServer), mine: new Set(here) };
  const parts: Part[] = [];
  let next = { server: 0, mine: 0 };
  for (const [index, text] of [...base, undefined].entries()) {
    const end = text === undefined ? { server: server.length, mine: mine.length } : undefined;
    const at = end ?? { server: onServer[index], mine: here[index] };
    if (at.server === undefined || at.mine === undefined) continue;
    const between = { server: server.slice(next.server, at.server), mine: mine.slice(next.mine, at.mine) };
    const compared = compareLines(between);
    if (compared === undefined) return undefined;
    parts.push(...tellChanges(compared, { next, stood }));
    if (text !== undefined) parts.push({ kind: 'same', text });
    next = { server: at.server + 1, mine: at.mine + 1 };
  }
  return parts;
}

interface Stood {
  /** Where what was compared begins. */
  readonly next: Readonly<Record<'server' | 'mine', number>>;
  /** The lines that stood in the base. */
  readonly stood: Readonly<Record<'server' | 'mine', ReadonlySet<number | undefined>>>;
}

/** A line that only one of the two has came on that side, or, when it stood there before, went on the other. */
function tellChanges(parts: readonly Part[], { next, stood }: Stood): readonly Part[] {
  const at = { ...next };
  return parts.map((part) => {
    if (part.kind !== 'mine') at.server += 1;
    if (part.kind !== 'server') at.mine += 1;
    if (part.kind === 'same') return part;
    const isKept = stood[part.kind].has(at[part.kind] - 1);
    return { ...part, changedOn: isKept ? OTHER_SIDE[part.kind] : part.kind };
  });
}

const OTHER_SIDE = { server: 'mine', mine: 'server' } as const;

/** Where each line of the base stands in a text; undefined for one that does not. Undefined: next to none does. */
function findPlaces(base: readonly string[], text: readonly string[]): readonly (number | undefined)[] | undefined {
  const places: (number | undefined)[] = [];
  let line = 0;
  const differences = findDifferences([...base], [...text]);
  for (const { value, added, removed } of differences ?? []) {
    if (added) line += value.length;
    else for (const _text of value) places.push(removed ? undefined : line++);
  }
  return differences === undefined ? undefined : places;
}

function findDifferences(one: string[], other: string[]) {
  return diffArrays(one, other, { maxEditLength: MAX_CHANGES });
}

function numberLines(parts: readonly Part[]): readonly ComparedLine[] {
  let [serverLine, mineLine] = [0, 0];
  return parts.map((part) => {
    const text = part.text.replace(/\n$/, '');
    if (part.kind !== 'mine') serverLine += 1;
    if (part.kind !== 'server') mineLine += 1;
    if (part.kind === 'same') return { kind: 'same', serverLine, mineLine, text };
    const numbered = part.kind === 'server' ? { kind: part.kind, serverLine } : { kind: part.kind, mineLine };
    return { ...numbered, text, changedOn: part.changedOn };
  });
}

/** Each with its end, so that the last one without one is another one. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Puts what was replaced beside what replaces it. Pure. */
export function toPairs(lines: readonly ComparedLine[]): readonly LinePair[] {
  const pairs: LinePair[] = [];
  let server: ComparedLine[] = [];
  let mine: ComparedLine[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(server.length, mine.length); index += 1) {
      pairs.push({ server: server[index], mine: mine[index] });
    }
    server = [];
    mine = [];
  };
  for (const line of lines) {
    if (line.kind === 'server') server.push(line);
    else if (line.kind === 'mine') mine.push(line);
    else {
      flush();
      pairs.push({ server: line, mine: line });
    }
  }
  flush();
  return pairs;
}

function leaveOutEqual(lines: readonly ComparedLine[]): readonly ComparedLine[] {
  const isNear = lines.map(() => false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind !== 'same') isNear.fill(true, Math.max(0, index - CONTEXT_LINES), index + CONTEXT_LINES + 1);
  }
  const shown: ComparedLine[] = [];
  for (const [index, line] of lines.entries()) {
    const last = shown.at(-1);
    if (isNear[index] === true) shown.push(line);
    else if (last?.kind === 'gap') shown[shown.length - 1] = { kind: 'gap', lines: last.lines + 1 };
    else shown.push({ kind: 'gap', lines: 1 });
  }
  return shown;
}
