import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The `bayernbox` command as one file, as the packaged program holds the engine: reading 300 source files would be most
 * of what a short pass takes. Returns its path.
 */
export async function bundleCommand(): Promise<string> {
  const outDir = join(ROOT, '.cache', 'bench', 'program');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: {
        input: { bayernbox: join(ROOT, 'sync-engine', 'cli', 'bayernbox.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
  return join(outDir, 'bayernbox.mjs');
}
