import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { policyNames } from '#policies/policies.ts';
import { repositoryRoot } from './source-files.ts';

it('every policy is explained to administrators, and nothing that is none', () => {
  const page = readFileSync(join(repositoryRoot, 'docs/policies.md'), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| `[a-zA-Z`, ]+\|/.test(line));
  const explained = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));

  expect(new Set(explained)).toEqual(new Set(policyNames));
  expect(explained).toHaveLength(policyNames.length);
});
