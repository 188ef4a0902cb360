/** The words of the engine: one per thing, the same in code, tests, documents and logs. */
export const glossaryWords: readonly string[] = [
  'account',
  'space',
  'sync folder',
  'change journal',
  'hint',
  'observation',
  'local tree',
  'remote tree',
  'synced tree',
  'sync database',
  'merge',
  'script',
  'guard',
  'hold',
  'false alarm',
  'executor',
  'run',
  'problem',
  'conflict',
  'second version',
  'error',
  'safety store',
  'staging',
  'history',
  'visit',
  'selection',
  'choice',
  'unsync',
  'owner file',
  'own lock',
  'archive',
  'proof of rest',
];

function findRows(markdown: string): ReadonlyMap<string, string> {
  const rows = markdown.matchAll(/^\| *\*\*([^|]+)\*\* *\|([^|]+)\|/gm);
  return new Map(
    [...rows].flatMap(([, words, meaning]) =>
      (words ?? '').split(', ').map((word) => [word.trim(), (meaning ?? '').trim()]),
    ),
  );
}

/** Words without a row `| **word** | meaning |`, rows without a meaning, and words that the list does not know. */
export function findGlossaryGaps(markdown: string): readonly string[] {
  const rows = findRows(markdown);
  return [
    ...glossaryWords.filter((word) => !rows.has(word)).map((word) => `${word}: not in the glossary`),
    ...[...rows].filter(([, meaning]) => meaning === '').map(([word]) => `${word}: has no meaning`),
    ...[...rows.keys()].filter((word) => !glossaryWords.includes(word)).map((word) => `${word}: not on the list`),
  ];
}
