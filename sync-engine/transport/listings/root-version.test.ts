import { expect, it } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import { at, NEVER } from '../../testing/conformance/transport-conformance-harness.ts';
import type { TransportOnDevServer } from '../../testing/conformance/transport-dev-server.ts';
import { startTransportOnDevServer } from '../../testing/conformance/transport-dev-server.ts';
import { createNetwork } from '../network.ts';
import type { Transport } from '../transport.ts';

async function readVersion(transport: Transport): Promise<string | undefined> {
  const version = await transport.readRootVersion?.(NEVER);
  return version?.ok === true ? version.value : undefined;
}

/** A transport whose polls are never older than its last question. */
async function createFresh(running: TransportOnDevServer): Promise<Transport> {
  const transport = running.create();
  await transport.connect(NEVER);
  return transport;
}

it.each(['owncloud10', 'infinite-scale'] as const)(
  'the version of the root is another one after a change far below, and the same without one (%s)',
  async (profile) => {
    const running = await startTransportOnDevServer(profile);
    await running.transport.makeDirectory(at('a'), NEVER);
    const versions: (string | undefined)[] = [];
    for (const written of [undefined, undefined, 'a/b.txt']) {
      if (written !== undefined) await running.fetchPut(written, 'b');
      const transport = await createFresh(running);
      versions.push(await readVersion(transport));
      await transport.close();
    }

    expect(versions[0]).toBeTypeOf('string');
    expect([versions[1] === versions[0], versions[2] === versions[0]]).toEqual([true, false]);
    await running.dispose();
  },
);

it.each([
  ['owncloud10', ['PROPFIND', 'PROPFIND', 'PROPFIND']],
  ['infinite-scale', ['GET']],
] as const)('polls of three sync folders of one account cost so many requests (%s)', async (profile, expected) => {
  const running = await startTransportOnDevServer(profile);
  const network = createNetwork({ proxy: { kind: 'direct' } }, new SystemClock());
  const transports = [0, 1, 2].map(() => running.create({ network }));
  for (const transport of transports) await transport.connect(NEVER);
  running.server.requestLog.reset();

  const versions = await Promise.all(transports.map(readVersion));

  expect(new Set(versions).size).toBe(1);
  await expect.poll(() => running.server.requestLog.entries.map(({ method }) => method)).toEqual(expected.slice());
  for (const transport of transports) await transport.close();
  await running.dispose();
});
