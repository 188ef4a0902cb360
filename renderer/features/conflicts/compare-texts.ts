import { diffLines } from 'diff';

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
  const changes = diffLines(server, mine, { maxEditLength: MAX_CHANGES });
  if (changes === undefined) return undefined;
  const findChange = readChanges({ server, mine, base });
  const lines: ComparedLine[] = [];
  let serverLine = 0;
  let mineLine = 0;
  for (const { value, added, removed } of changes) {
    for (const text of toLines(value)) {
      if (!added) serverLine += 1;
      if (!removed) mineLine += 1;
      lines.push(
        added
          ? { kind: 'mine', mineLine, text, changedOn: findChange('mine', mineLine) }
          : removed
            ? { kind: 'server', serverLine, text, changedOn: findChange('server', serverLine) }
            : { kind: 'same', serverLine, mineLine, text },
      );
    }
  }
  return leaveOutEqual(lines);
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

interface ThreeTexts {
  readonly server: string;
  readonly mine: string;
  readonly base: string | undefined;
}

/** On which side a line was changed that stands in one of the two only. */
function readChanges({ server, mine, base }: ThreeTexts): (kind: 'server' | 'mine', line: number) => ChangedOn {
  const kept = { server: findKeptLines(base, server), mine: findKeptLines(base, mine) };
  if (kept.server === undefined || kept.mine === undefined) return () => undefined;
  const { server: onServer, mine: here } = kept;
  return (kind, line) => ((kind === 'server') === (kind === 'server' ? onServer : here).has(line) ? 'mine' : 'server');
}

/** The lines of a text that stood in the base; undefined without one, or when next to nothing did. */
function findKeptLines(base: string | undefined, text: string): ReadonlySet<number> | undefined {
  const changes = base === undefined ? undefined : diffLines(base, text, { maxEditLength: MAX_CHANGES });
  if (changes === undefined) return undefined;
  const kept = new Set<number>();
  let line = 0;
  for (const { value, added, removed } of changes) {
    if (removed) continue;
    for (const _text of toLines(value)) {
      line += 1;
      if (!added) kept.add(line);
    }
  }
  return kept;
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

function toLines(value: string): readonly string[] {
  const lines = value.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
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
