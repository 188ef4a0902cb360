import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyNames } from '#policies/policies.ts';
import { repositoryRoot } from './source-files.ts';

const page = readFileSync(join(repositoryRoot, 'docs/policies.md'), 'utf8');
const [windows = '', command = ''] = page.split('\n## The command\n');

describe('every policy, and nothing that is none, is explained to administrators', () => {
  it.each([
    ['in itself', windows],
    ['as the command follows it', command],
  ])('%s', (_title, part) => {
    const rows = part.split('\n').filter((line) => /^\| `[a-zA-Z`, ]+\|/.test(line));
    const explained = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );

    expect(new Set(explained)).toEqual(new Set(policyNames));
    expect(explained).toHaveLength(policyNames.length);
  });
});
