import { diffLines } from 'diff';

/** One line of a comparison. Numbers count from 1, as programs for writing show them. */
export type ComparedLine =
  | { readonly kind: 'same'; readonly serverLine: number; readonly mineLine: number; readonly text: string }
  | { readonly kind: 'server'; readonly serverLine: number; readonly text: string }
  | { readonly kind: 'mine'; readonly mineLine: number; readonly text: string }
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

/**
 * Two texts, line by line; undefined when they differ in more than anybody reads. Long runs of equal lines are left out.
 * Pure.
 */
export function compareTexts(server: string, mine: string): readonly ComparedLine[] | undefined {
  const changes = diffLines(server, mine, { maxEditLength: MAX_CHANGES });
  if (changes === undefined) return undefined;
  const lines: ComparedLine[] = [];
  let serverLine = 0;
  let mineLine = 0;
  for (const { value, added, removed } of changes) {
    for (const text of toLines(value)) {
      if (!added) serverLine += 1;
      if (!removed) mineLine += 1;
      lines.push(
        added
          ? { kind: 'mine', mineLine, text }
          : removed
            ? { kind: 'server', serverLine, text }
            : { kind: 'same', serverLine, mineLine, text },
      );
    }
  }
  return leaveOutEqual(lines);
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
