import type { NodeKind } from '../model/observation.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { baseName } from '../model/relative-path.ts';
import { toExpression } from './excludes-expression.ts';

/** One line of an exclude list. */
export interface ExcludePattern {
  /** The line as it was written. */
  readonly source: string;
  /** May be deleted together with its directory when the other side removed that (leading `]`). */
  readonly isRemovable: boolean;
  /** Trailing `/`. */
  readonly isDirectoryOnly: boolean;
  /** Has a `/` inside or in front: compared with the whole path instead of one name. */
  readonly isAnchored: boolean;
  /** The pattern without these marks. */
  readonly body: string;
}

/** A line that could not be read; the other lines count. */
export interface ExcludeProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly source: string;
}

export interface ParsedExcludes {
  readonly patterns: readonly ExcludePattern[];
  readonly problems: readonly ExcludeProblem[];
}

export interface ParseExcludesOptions {
  /** Decides `#!version` lines, as `6.0.0`; without it they are comments. */
  readonly clientVersion?: string;
}

export interface ExcluderOptions {
  readonly isCaseSensitive: boolean;
  /** ownCloud's meaning on Windows: `*` and `?` also match `/`. */
  readonly doWildcardsCrossSlashes?: boolean;
}

export type ExcludeVerdict =
  | { readonly kind: 'included' }
  | { readonly kind: 'excluded'; readonly pattern: ExcludePattern; readonly isRemovable: boolean };

export type Excluder = (path: RelativePath, kind: NodeKind) => ExcludeVerdict;

const INCLUDED: ExcludeVerdict = { kind: 'included' };

/**
 * Reads an exclude list in ownCloud's grammar: one pattern per line, `#` comments, `\#` for a real one, `]` in front for
 * removable, `/` behind for directories only, `#!version <op> x.y.z` for the next line only.
 */
export function parseExcludes(text: string, options: ParseExcludesOptions = {}): ParsedExcludes {
  const patterns: ExcludePattern[] = [];
  const problems: ExcludeProblem[] = [];
  let isNextKept = true;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((source, index) => {
      if (source.startsWith('#!version')) isNextKept = isVersionWanted(source, options.clientVersion);
      if (source.trim() === '' || source.startsWith('#')) return;
      const pattern = isNextKept ? parsePattern(source) : undefined;
      if (pattern !== undefined) patterns.push(pattern);
      else if (isNextKept) problems.push({ line: index + 1, source });
      isNextKept = true;
    });
  return { patterns, problems };
}

/** Judges an item whose directories have all been judged before, as a walk through the tree does. */
export function createExcluder(patterns: readonly ExcludePattern[], options: ExcluderOptions): Excluder {
  const matchers = [true, false].map((isAnchored) => createMatcher(patterns, isAnchored, options));
  const [matchPath, matchName] = matchers;
  return (path, kind) => {
    if (path === '') return INCLUDED;
    const pattern = strongest(matchName?.(baseName(path), kind), matchPath?.(path, kind));
    return pattern === undefined ? INCLUDED : { kind: 'excluded', pattern, isRemovable: pattern.isRemovable };
  };
}

/** Judges an item by itself: it is also excluded when one of its directories is. */
export function createFullPathExcluder(patterns: readonly ExcludePattern[], options: ExcluderOptions): Excluder {
  const judge = createExcluder(patterns, options);
  return (path, kind) => {
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      const verdict = judge(path.slice(0, slash) as RelativePath, 'directory');
      if (verdict.kind === 'excluded') return verdict;
    }
    return judge(path, kind);
  };
}

function parsePattern(source: string): ExcludePattern | undefined {
  const isRemovable = source.startsWith(']');
  const marked = isRemovable ? source.slice(1) : source;
  const isDirectoryOnly = marked.endsWith('/');
  const inner = isDirectoryOnly ? marked.replace(/\/+$/, '') : marked;
  const body = inner.replace(/^\/+/, '');
  const pattern = { source, isRemovable, isDirectoryOnly, isAnchored: inner.includes('/'), body };
  return body !== '' && isCompilable(pattern) ? pattern : undefined;
}

function isCompilable(pattern: ExcludePattern): boolean {
  try {
    compile([pattern], { isCaseSensitive: true });
    return true;
  } catch (error) {
    // A class such as `[z-a]`: a mistake in the user's list.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

type Matcher = (subject: string, kind: NodeKind) => ExcludePattern | undefined;

/**
 * Every star may be a group of an expression, which can have no more than 32,767 of them, and each of which costs time
 * whenever another one matches: 50,000 stars in expressions of 20,000 characters took five times as long as in these.
 * The lists that people have fit into one.
 */
const MAX_EXPRESSION_CHARACTERS = 2_500;

/** Cuts a list into such as one expression can hold. */
function split(patterns: readonly ExcludePattern[]): readonly (readonly ExcludePattern[])[] {
  const parts: ExcludePattern[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const pattern of patterns) {
    characters += pattern.body.length;
    if (characters > MAX_EXPRESSION_CHARACTERS) {
      parts.push([]);
      characters = pattern.body.length;
    }
    parts.at(-1)?.push(pattern);
  }
  return parts;
}

/** One expression for all patterns of a class, or a few, decide; only a hit asks which pattern it was. */
function createMatcher(patterns: readonly ExcludePattern[], isAnchored: boolean, options: ExcluderOptions): Matcher {
  const mine = patterns.filter((pattern) => pattern.isAnchored === isAnchored);
  const ordered = [...mine.filter((pattern) => !pattern.isRemovable), ...mine.filter((pattern) => pattern.isRemovable)];
  const forFiles = ordered.filter((pattern) => !pattern.isDirectoryOnly);
  const candidates = { file: forFiles, directory: ordered };
  const compileAll = (all: readonly ExcludePattern[]): readonly RegExp[] =>
    split(all).map((some) => compile(some, options));
  const expressions = { file: compileAll(forFiles), directory: compileAll(ordered) };
  return (subject, kind) => {
    if (!expressions[kind].some((expression) => expression.test(subject))) return undefined;
    return candidates[kind].find((pattern) => compile([pattern], options).test(subject));
  };
}

function compile(patterns: readonly ExcludePattern[], options: ExcluderOptions): RegExp {
  const doWildcardsCrossSlashes = options.doWildcardsCrossSlashes === true;
  const alternatives = patterns
    .map(({ body }, index) => toExpression(body, { doWildcardsCrossSlashes, groupPrefix: `star${index}_` }))
    .join('|');
  return new RegExp(`^(?:${alternatives})$`, options.isCaseSensitive ? 'su' : 'sui');
}

/** A pattern that protects beats one that allows removal. */
function strongest(a: ExcludePattern | undefined, b: ExcludePattern | undefined): ExcludePattern | undefined {
  return a?.isRemovable === true ? (b ?? a) : (a ?? b);
}

function isVersionWanted(directive: string, clientVersion: string | undefined): boolean {
  const match = /^#!version\s+(<=|>=|==|<|>)\s+(\d+)\.(\d+)\.(\d+)\s*$/.exec(directive);
  if (match === null || clientVersion === undefined) return true;
  const wanted = match.slice(2).map(Number);
  const actual = clientVersion.split('.').map(Number);
  const difference = wanted.map((part, index) => (actual[index] ?? 0) - part).find((part) => part !== 0) ?? 0;
  return VERSION_OPERATORS[match[1] ?? '']?.(difference) ?? true;
}

const VERSION_OPERATORS: Readonly<Record<string, (difference: number) => boolean>> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '==': (difference) => difference === 0,
  '>=': (difference) => difference >= 0,
  '>': (difference) => difference > 0,
};
