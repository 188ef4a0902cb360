import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCommand } from '#sync-engine/cli/command-process.ts';

/** Made before the tests. */
const BUNDLE = fileURLToPath(new URL('../../out/command/', import.meta.url));

const TELL_LOADED = 'process.on("exit", () => process.stderr.write(process.moduleLoadList.join("\\n")))';

/** Names of the bundled files in which a pattern is found. */
function findSources(pattern: RegExp): readonly string[] {
  const sources = readdirSync(BUNDLE).filter((name) => name.endsWith('.mjs'));
  return sources.filter((name) => pattern.test(readFileSync(join(BUNDLE, name), 'utf8')));
}

it('the start of the bundled command loads neither undici nor http2, which it has no use for', async () => {
  const environment = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(TELL_LOADED)}` };

  const { stderr } = await runCommand({ args: ['--help'], environment });

  const loaded = stderr
    .split('\n')
    .filter((line) => /^NativeModule (?:http|https|http2|internal\/deps\/undici)/.test(line));
  expect(loaded.toSorted()).toEqual(['NativeModule http', 'NativeModule https']);
});

it('the bundled command has no list of all media types', () => {
  expect(findSources(/vnd\.lotus-1-2-3/)).toEqual([]);
});

it('the bundled command is kept with one byte for each character, and says every character as it is written', async () => {
  const { stdout } = await runCommand({ args: ['--help'], environment: { LANG: 'de_DE.UTF-8' } });

  expect(findSources(/[^\u0000-\u00ff]/)).toEqual([]);
  expect(stdout).toMatch(/ü.*…|….*ü/s);
});
