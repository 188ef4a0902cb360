import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { SystemClock } from '#sync-engine/clock/system-clock.ts';
import { toChecksum } from '#sync-engine/core/model/checksum.ts';
import { EXPECT_ABSENT, at, NEVER } from '#sync-engine/testing/conformance/transport-conformance-harness.ts';
import { startTransportOnDevServer } from '#sync-engine/testing/conformance/transport-dev-server.ts';
import { createNetwork } from '#sync-engine/transport/network.ts';

const RATES = [500_000, 2_000_000, 8_000_000];
const TRANSFERS = 8;
const SECONDS = 8;

/** Eight uploads at once under a limit: what passes, as a share of what the limit says. */
export async function measureLimits(): Promise<void> {
  const running = await startTransportOnDevServer('infinite-scale');
  const clock = new SystemClock();
  try {
    for (const rate of RATES) {
      const network = createNetwork({ proxy: { kind: 'direct' }, getUpBytesPerSecond: () => rate }, clock);
      const transport = running.create({ network, resumableAboveBytes: Number.MAX_SAFE_INTEGER });
      await transport.connect(NEVER);
      const bytes = Buffer.alloc(Math.round((rate * SECONDS) / TRANSFERS), 'x');
      const checksum = toChecksum(createHash('sha1').update(bytes).digest('hex'));
      const startMs = performance.now();
      const send = (index: number): Promise<unknown> =>
        transport.upload({
          path: at(`${rate}-${index}`),
          sizeBytes: bytes.length,
          mtimeMs: 0,
          checksum,
          expect: EXPECT_ABSENT,
          open: (start, end) => Readable.from([bytes.subarray(start, end)], { objectMode: false }),
          resume: undefined,
          onSession: () => {},
          onStored: () => {},
          onProgress: () => {},
          signal: NEVER,
        });
      await Promise.all(Array.from({ length: TRANSFERS }, (_, index) => send(index)));
      const share = (bytes.length * TRANSFERS) / ((performance.now() - startMs) / 1_000) / rate;
      console.log(`${TRANSFERS} uploads, limit ${rate / 1_000} kB/s: ${(share * 100).toFixed(1)} %`);
      await transport.close();
    }
  } finally {
    await running.dispose();
  }
}
