import { describe, expect, it } from 'vitest';
import { findProductNames } from './product-name.ts';
import { readTypeScript, repositoryRoot } from './source-files.ts';

describe('the name of the product', () => {
  it('stands in the branding file and nowhere in the code', () => {
    expect(findProductNames(readTypeScript(repositoryRoot))).toEqual([]);
  });

  it('is found in a text, and not in a comment', () => {
    const text = ["const title = 'BayernBox';", ' * BayernBox', '// BayernBox', "x(); // the BayernBox's"].join('\n');

    expect(findProductNames([{ path: 'renderer/x.ts', text }])).toEqual([
      'renderer/x.ts:1: names a product, which only the branding may',
    ]);
  });
});
