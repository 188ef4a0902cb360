import { createReadStream } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProfileKind } from '#dev-server/server-options.ts';
import {
  at,
  createUpload,
  expectCurrent,
  getEntry,
  NEVER,
  upload,
} from '../testing/conformance/transport-conformance-harness.ts';
import { startTransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import type { TransportOnDevServer } from '../testing/conformance/transport-dev-server.ts';
import { toHolder } from './lock-holder.ts';
import { parseMultistatus } from './listings/multistatus-parser.ts';

describe.each<ProfileKind>(['owncloud10', 'infinite-scale'])('a write that meets a lock on %s', (profile) => {
  let running: TransportOnDevServer;

  beforeEach(async () => {
    running = await startTransportOnDevServer(profile);
    await upload(running.transport, 'Brief.odt', '1');
    await running.lock('Brief.odt');
    running.server.requestLog.reset();
  });
  afterEach(() => running.dispose());

  /** Infinite Scale tells the time as well. */
  const error = {
    code: 'locked-on-server',
    heldBy: { name: 'anna', ...(profile === 'owncloud10' ? {} : { sinceMs: expect.any(Number) as number }) },
  };

  it('names who holds it, for an upload, a move and a removal', async () => {
    const { transport } = running;
    const entry = await getEntry(transport, 'Brief.odt');
    const { fileId, etag } = entry;
    const expected = await expectCurrent(transport, 'Brief.odt');

    const outcomes = [
      await transport.upload(createUpload('Brief.odt', '2', { expect: expected }).request),
      await transport.move({ from: at('Brief.odt'), to: at('Akte.odt'), fileId, signal: NEVER }),
      await transport.remove({ path: at('Brief.odt'), kind: 'file', fileId, etag, signal: NEVER }),
    ];

    for (const outcome of outcomes)
      expect(outcome).toEqual({ kind: 'failed', error: expect.objectContaining(error) as unknown });
  });

  it('is told as it was when the question who holds it finds no answer', async () => {
    const expected = await expectCurrent(running.transport, 'Brief.odt');
    // Infinite Scale, which ignores conditions, is asked once before it is written to.
    const nth = profile === 'infinite-scale' ? 2 : 1;
    running.server.faults.add({ method: 'PROPFIND', nth, times: 1, effect: { kind: 'status', status: 500 } });

    const outcome = await running.transport.upload(createUpload('Brief.odt', '2', { expect: expected }).request);

    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'locked-on-server' } });
  });
});

describe('toHolder', () => {
  const facts = (properties: Readonly<Record<string, string>>) =>
    toHolder(new Map(Object.entries(properties).map(([name, value]) => [`activelock/${name}`, value])));

  it('reads what a running server told', async () => {
    const raw = await parseMultistatus(
      createReadStream(new URL('fixtures/infinite-scale-locked.xml', import.meta.url)),
    );
    if ('kind' in raw) throw new Error(raw.detail);

    expect(toHolder(raw.responses[0]?.propstats[0]?.properties ?? new Map())).toEqual({
      name: 'Margaret Hamilton',
      sinceMs: Date.UTC(2026, 10, 23, 12, 26, 17),
    });
  });

  it.each([
    ['Anna Huber (anna@example.org)', 'Anna Huber'],
    ['Anna Huber', 'Anna Huber'],
    ['Amt (Bau)', 'Amt (Bau)'],
    ['einstein via MicrosoftOffice', 'einstein via MicrosoftOffice'],
  ])('takes %j of ownCloud 10 for %j', (owner, name) => {
    expect(facts({ owner })).toEqual({ name });
  });

  it.each([
    ['no lock at all', {}],
    ['the words of a program', { owner: 'LibreOffice - http://www.libreoffice.org/' }],
    ['an id', { owner: '801abee4-dd7f@https://box.example.org' }],
    ['lines', { ownername: 'Anna\nAlles gelöscht' }],
    ['marks that turn the words behind them', { ownername: 'Anna \u202e52:41 ties' }],
    ['a novel', { ownername: 'x'.repeat(101) }],
  ])('finds no name in %s', (_name, properties) => {
    expect(facts(properties)).toBe(undefined);
  });

  it('leaves out a time that is none', () => {
    expect(facts({ ownername: 'Anna', locktime: 'gestern' })).toEqual({ name: 'Anna' });
  });
});
