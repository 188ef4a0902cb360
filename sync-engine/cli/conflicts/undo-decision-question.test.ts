import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Resolution } from '../../core/model/conflict.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { agreeToUndo } from './undo-decision-question.ts';

const PATH = 'Amt/Brief.txt' as RelativePath;

async function ask(how: Resolution, options: { typed?: string; canAsk?: boolean; isAgreed?: boolean } = {}) {
  const { typed = '', canAsk = true, isAgreed = false } = options;
  const [input, output] = [new PassThrough(), new PassThrough()];
  const { signal } = new AbortController();
  const asked = agreeToUndo({ how, path: PATH, atMs: 1 }, { language: 'de', isAgreed, canAsk, input, output, signal });
  input.end(typed);
  return [await asked, String(output.read() ?? '')] as const;
}

it.each(['mine', 'server', 'merged'] as const)(
  'asks before others lose what they have seen of the decision: %s',
  async (how) => {
    const [agreement, shown] = await ask(how, { typed: 'j\n' });

    expect(agreement).toBe('agreed');
    expect(shown).toMatch(/Amt\/Brief\.txt .*alle.* anderen|alle anderen .*Amt\/Brief\.txt/);
  },
);

it('takes nothing back without a written yes, or where nobody can be asked', async () => {
  expect((await ask('mine', { typed: '\n' }))[0]).toBe('declined');
  expect(await ask('mine', { canAsk: false })).toEqual(['not-asked', '']);
});

it('asks nothing of what is agreed to, or what others do not notice', async () => {
  expect(await ask('mine', { isAgreed: true, canAsk: false })).toEqual(['agreed', '']);
  expect(await ask('both', { canAsk: false })).toEqual(['agreed', '']);
});
