import { findMissing } from './named-tests.ts';
import type { SourceFile } from './source-files.ts';

/** One case of `docs/data-loss-cases.md`. */
export interface DataLossCase {
  readonly number: number;
  readonly tests: readonly { readonly path: string; readonly title: string }[];
}

/** Reads the cases from the document: a numbered heading each, and a list of "`file`: title of a test". */
export function parseDataLossCases(markdown: string): readonly DataLossCase[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      number: Number(/^\d+/.exec(section)?.[0]),
      tests: [...section.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, path = '', title = '']) => ({ path, title })),
    }));
}

/** Every test that is named but does not stand in its file, as "case: file: title". */
export function findMissingTests(cases: readonly DataLossCase[], files: readonly SourceFile[]): readonly string[] {
  const tests = cases.flatMap((one) => one.tests.map((test) => ({ ...test, number: one.number })));
  return findMissing(tests, files).map(({ number, path, title }) => `${number}: ${path}: ${title}`);
}
