import type { SourceFile } from './source-files.ts';

/** Folders whose code speaks to people. */
const SPEAKING = ['electron/', 'renderer/', 'ipc/', 'policies/', 'sync-engine/'];

/** Where the name stands for the software, not for the product of an organisation; each with its reason. */
const ALLOWED: ReadonlyMap<string, string> = new Map([
  ['sync-engine/transport/http/http-client.ts', 'servers see in their logs which software asks, whoever gives it away'],
  ['sync-engine/secrets/secret-store-process.ts', 'a part of a test'],
  ['sync-engine/sync-database/database-builders.ts', 'a part of tests'],
]);

/**
 * Lines that name a product although only the branding file may: one sentence each. Comments may, and so may tests, which
 * nobody but us reads.
 */
export function findProductNames(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => SPEAKING.some((folder) => path.startsWith(folder)) && !ALLOWED.has(path))
    .filter(({ path }) => !/\.test\.tsx?$/.test(path) && !path.startsWith('sync-engine/testing/'))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const code = line.replace(/(^\s*\*|\/\*\*|\/\/).*/, '');
        return /BayernBox/.test(code) ? [`${path}:${index + 1}: names a product, which only the branding may`] : [];
      }),
    );
}
