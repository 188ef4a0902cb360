import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { putHandbook } from './handbook/put-handbook.ts';
import { putLicences } from './start/licences-file.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const root = fileURLToPath(new URL('../renderer', import.meta.url));

// Vite takes this from the environment even for a bundle. In a test runner it would make another program: React Aria
// measures nothing then, and draws every row of a list.
process.env['NODE_ENV'] = 'production';

/** Bundles the windows: the same files for the desktop program (`app://`) and for browser mode (loopback). */
// oxlint-disable-next-line import/no-default-export -- the tool's contract
export default defineConfig({
  root,
  base: './',
  plugins: [react(), putLicences(repository), putHandbook(repository)],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../out/renderer', import.meta.url)),
    emptyOutDir: true,
    // What is inlined as text would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      input: ['index', 'handbook-de', 'handbook-en'].map((page) =>
        fileURLToPath(new URL(`../renderer/${page}.html`, import.meta.url)),
      ),
    },
  },
});
