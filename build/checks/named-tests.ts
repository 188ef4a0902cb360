import type { SourceFile } from './source-files.ts';

/** A test by its file and title as they stand in the source; `row` is the text of the row that shows it in a table. */
export interface NamedTest {
  readonly path: string;
  readonly title: string;
  readonly row?: string;
}

/** Those of the named tests that do not stand in their files. */
export function findMissing<Test extends NamedTest>(
  tests: readonly Test[],
  files: readonly SourceFile[],
): readonly Test[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return tests.filter(({ path, title, row }) => {
    const text = texts.get(path);
    return text?.includes(`'${title}'`) !== true || (row !== undefined && !text.includes(row));
  });
}
