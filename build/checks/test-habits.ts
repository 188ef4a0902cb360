import { parseSync, Visitor } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

const maxFunctionLines = 60;
const testWords = new Set(['describe', 'it', 'test', 'suite', 'bench']);
const modifiers = new Set(['only', 'skip', 'todo']);
const shortForms = new Set(['xit', 'xdescribe', 'xtest', 'fit', 'fdescribe']);

/** As much of a syntax node as the checks read. */
interface Expression {
  readonly type: string;
  readonly name?: unknown;
  readonly object?: Expression;
  readonly callee?: Expression;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The name at the left end of `describe.each(…)(…)`; undefined when it is not a plain name. */
function findRootName(expression: Expression | undefined): string | undefined {
  if (expression === undefined) return undefined;
  if (expression.type === 'Identifier') return typeof expression.name === 'string' ? expression.name : undefined;
  return findRootName(expression.object ?? expression.callee);
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Tests that are left out, or that leave the others out: `.only`, `.skip`, `.todo` and their short forms. */
export function findSkippedTests(file: SourceFile): readonly string[] {
  const found: string[] = [];
  const report = (name: string, { start }: Span): void => {
    found.push(`${file.path}:${lineOf(file.text, start)}: ${name}`);
  };
  new Visitor({
    MemberExpression: (node) => {
      const { property } = node;
      const isModifier = property.type === 'Identifier' && !node.computed && modifiers.has(property.name);
      if (isModifier && testWords.has(findRootName(node.object) ?? '')) report(property.name, node);
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && shortForms.has(node.callee.name)) report(node.callee.name, node);
    },
  }).visit(parseSync(file.path, file.text).program);
  return found;
}

/** Functions of a test file over the limit. The body of a `describe` is a list of tests and may be longer. */
export function findLongTestFunctions(file: SourceFile): readonly string[] {
  const exempt = new Set<number>();
  const functions: Span[] = [];
  const collect = (node: Span): void => void functions.push(node);
  new Visitor({
    CallExpression: (node) => {
      if (['describe', 'suite'].includes(findRootName(node.callee) ?? '')) {
        for (const argument of node.arguments) exempt.add(argument.start);
      }
    },
    ArrowFunctionExpression: collect,
    FunctionExpression: collect,
    FunctionDeclaration: collect,
  }).visit(parseSync(file.path, file.text).program);
  return functions
    .filter(({ start }) => !exempt.has(start))
    .map(({ start, end }) => ({ first: lineOf(file.text, start), last: lineOf(file.text, end) }))
    .filter(({ first, last }) => last - first + 1 > maxFunctionLines)
    .map(({ first, last }) => `${file.path}:${first}: ${last - first + 1} lines, at most ${maxFunctionLines}`);
}

/** Reads of the clock in pure code that lint cannot see: `new Date()` without a time, `Date()`. */
export function findClockReads(file: SourceFile): readonly string[] {
  const found: string[] = [];
  const check = (node: Span & { readonly callee: Expression; readonly arguments: readonly unknown[] }): void => {
    const isDate = node.callee.type === 'Identifier' && node.callee.name === 'Date';
    if (isDate && node.arguments.length === 0) {
      found.push(`${file.path}:${lineOf(file.text, node.start)}: reads the clock`);
    }
  };
  new Visitor({ NewExpression: check, CallExpression: check }).visit(parseSync(file.path, file.text).program);
  return found;
}
