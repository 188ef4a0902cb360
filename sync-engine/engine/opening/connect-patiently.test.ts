import { expect, test } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import type { SyncErrorCode } from '../../core/model/sync-error.ts';
import { FakeServer } from '../../transport/fake-server.ts';
import { FakeTransport } from '../../transport/fake-transport.ts';
import { createConnect } from './connect-patiently.ts';

const MINUTE_MS = 60_000;

function setUp(code: SyncErrorCode, isPatient = true) {
  const server = new FakeServer();
  const [transport, clock, stop] = [new FakeTransport(server), new FakeClock(), new AbortController()];
  server.faults.add({ kind: 'fail', code });
  const waits: string[] = [];
  let hurried = new AbortController();
  const hurry = (): void => {
    hurried.abort();
    hurried = new AbortController();
  };
  const patience = isPatient ? { random: () => 0.5, hurry: () => hurried.signal } : undefined;
  const connect = createConnect({ transport, clock }, patience, (error) => waits.push(error.code));
  return { server, transport, clock, stop, waits, hurry, connected: connect(stop.signal) };
}

test.each(['server-unreachable', 'server-maintenance', 'server-busy', 'not-an-owncloud'] as const)(
  'a program that starts while the server is away (%s) waits with few requests, and goes on when it is there',
  async (code) => {
    const { server, transport, clock, waits, connected } = setUp(code);
    await clock.advance(10 * MINUTE_MS);
    const requests = transport.requestCount;

    server.faults.clear();
    await clock.advance(MINUTE_MS);

    expect(await connected).toMatchObject({ ok: true });
    expect(new Set(waits)).toEqual(new Set([code]));
    expect(requests).toBeGreaterThan(5);
    expect(requests).toBeLessThan(30);
  },
);

test.each(['sign-in-refused', 'certificate-invalid', 'remote-folder-missing'] as const)(
  'what waiting does not mend (%s) ends it at once',
  async (code) => {
    const { transport, connected } = setUp(code);

    expect(await connected).toMatchObject({ ok: false, error: { code } });
    expect(transport.requestCount).toBe(1);
  },
);

test('who hurries it ends the present pause, and no other', async () => {
  const { server, clock, transport, connected, hurry } = setUp('server-unreachable');
  await clock.advance(5 * MINUTE_MS);
  const before = transport.requestCount;
  hurry();
  await clock.advance(0);
  const after = transport.requestCount;
  await clock.advance(1_000);

  expect([after - before, transport.requestCount - after]).toEqual([1, 0]);
  server.faults.clear();
  hurry();
  await clock.advance(0);
  expect(await connected).toMatchObject({ ok: true });
});

test('without patience one answer is enough', async () => {
  const { connected, waits } = setUp('server-unreachable', false);

  expect([await connected, waits]).toMatchObject([{ ok: false, error: { code: 'server-unreachable' } }, []]);
});

test('who stops it hears what it was waiting for', async () => {
  const { clock, stop, connected } = setUp('server-unreachable');
  await clock.advance(100);

  stop.abort();

  expect(await connected).toMatchObject({ ok: false, error: { code: 'server-unreachable' } });
});
