import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import { listAtFirst } from '#sync-engine/discovery/first-listing.ts';
import { discoverRemote } from '#sync-engine/discovery/remote-discovery.ts';
import { at, getListing, NEVER } from '#sync-engine/testing/conformance/transport-conformance-harness.ts';
import { startTransportOnDevServer } from '#sync-engine/testing/conformance/transport-dev-server.ts';
import type { Transport } from '#sync-engine/transport/transport.ts';

const DIRECTORIES = 500;
const FILES_EACH = 5;
/** Of each answer; a town's line to its data centre has about that. */
const LATENCY_MS = 20;

/** The first look at a tree on ownCloud 10: by one request with depth infinity, and by one for each directory. */
export async function measureFirstListing(): Promise<void> {
  const running = await startTransportOnDevServer('owncloud10', { allowDepthInfinity: true });
  try {
    for (let index = 0; index < DIRECTORIES; index += 1) {
      await running.transport.makeDirectory(at(`d${index}`), NEVER);
      for (let file = 0; file < FILES_EACH; file += 1) await running.fetchPut(`d${index}/f${file}`, 'x');
    }
    running.server.faults.add({ effect: { kind: 'latency', latencyMs: LATENCY_MS } });
    const { transport } = running;
    await measure('depth infinity', await timed(() => listAtFirst(transport, NEVER)), transport);
    await measure('depth 1', { value: transport, tookMs: 0 }, transport);
  } finally {
    await running.dispose();
  }
}

async function measure(
  name: string,
  source: { readonly value: Pick<Transport, 'list'>; readonly tookMs: number },
  transport: Transport,
): Promise<void> {
  const root = await getListing(transport, '', 0);
  const before = transport.requestCount;
  const { value: view, tookMs } = await timed(() =>
    discoverRemote({
      transport: source.value,
      root,
      rows: new Map(),
      scope: { kind: 'descend' },
      isExcluded: () => false,
      signal: NEVER,
    }),
  );
  if (!view.ok || root.self.name !== ROOT_PATH) throw new Error('not listed');
  const requests = transport.requestCount - before + (source.tookMs === 0 ? 0 : 1);
  console.log(`${name}: ${view.value.rows.size} items, ${requests} requests, ${Math.round(source.tookMs + tookMs)} ms`);
}

async function timed<Value>(act: () => Promise<Value>): Promise<{ readonly value: Value; readonly tookMs: number }> {
  const startMs = performance.now();
  const value = await act();
  return { value, tookMs: performance.now() - startMs };
}
