import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Branding } from '#branding/branding.ts';
import { ownBranding } from '#branding/examples/examples.ts';
import { bundleWindows } from '#build/start/bundle.ts';
import { readWindowPage } from '#electron/main/window/page-files.ts';
import { NO_POLICIES } from '#policies/policies.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Serves the bundled windows on this machine, as the desktop program reads them. */
export interface WindowServer {
  readonly url: string;
  /** In whose name the windows are shown that are loaded from now on. */
  readonly speakAs: (branding: Branding) => void;
}

/**
 * Bundles the windows and serves them. What has a name of its own for each content stays in the cache of the browser,
 * with the code compiled from it: to fetch and compile it again is half of what it costs to load a page. So nobody may
 * answer with `page.route`, which switches that cache off.
 */
export async function serveWindows(): Promise<WindowServer> {
  const directory = await bundleWindows(root);
  let branding = ownBranding;
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    void readWindowPage({ directory, branding, readPolicies: () => NO_POLICIES }, path, '').then((file) => {
      if (file === undefined) return response.writeHead(404).end();
      const cacheControl = path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store';
      return response.writeHead(200, { 'Content-Type': file.mediaType, 'Cache-Control': cacheControl }).end(file.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Of a server that listens at a port, the address is never a path.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    speakAs: (next) => (branding = next),
  };
}
