import { describe, expect, it } from 'vitest';
import { propfindBody, startTestServer, waitUntil } from '../testing/test-server.ts';
import type { FaultRule } from './fault-rule.ts';

const PUT_RULE = (effect: FaultRule['effect'], more: Partial<FaultRule> = {}): FaultRule => ({
  method: 'PUT',
  path: '/f$',
  effect,
  ...more,
});

describe('fault rules', () => {
  it('drops a connection before anything has happened', async () => {
    await using test = await startTestServer('owncloud10');
    test.server.faults.add(PUT_RULE({ kind: 'drop-before' }, { times: 1 }));

    await expect(test.status('PUT', 'f', {}, 'x')).rejects.toThrow();

    expect([await test.status('GET', 'f'), await test.status('PUT', 'f', {}, 'x')]).toEqual([404, 201]);
  });

  it('drops a connection after the effect', async () => {
    await using test = await startTestServer('owncloud10');
    test.server.faults.add(PUT_RULE({ kind: 'drop-after' }));

    await expect(test.status('PUT', 'f', {}, 'x')).rejects.toThrow();

    expect(await test.status('GET', 'f')).toBe(200);
  });

  it('cuts a download in the middle', async () => {
    await using test = await startTestServer('owncloud10');
    await test.status('PUT', 'f', {}, 'x'.repeat(1_000));
    test.server.faults.add({ method: 'GET', effect: { kind: 'truncate', afterBytes: 100 } });

    await expect(test.status('GET', 'f')).rejects.toThrow();
  });

  it('answers a status with Retry-After and HTML from the second match on', async () => {
    await using test = await startTestServer('owncloud10');
    test.server.faults.add(
      PUT_RULE({ kind: 'status', status: 503, retryAfterSeconds: 7, html: '<h1>proxy</h1>' }, { nth: 2 }),
    );

    const first = await test.status('PUT', 'f', {}, 'x');
    const second = await test.send({ method: 'PUT', path: 'f', body: 'y' });

    expect([first, second.status, second.headers['retry-after'], second.text, second.headers['content-type']]).toEqual([
      201,
      503,
      '7',
      '<h1>proxy</h1>',
      'text/html; charset=utf-8',
    ]);
  });

  it('stands still until it is released', async () => {
    await using test = await startTestServer('owncloud10');
    const id = test.server.faults.add(PUT_RULE({ kind: 'stall', timeoutMs: 60_000 }));
    const pending = test.status('PUT', 'f', {}, 'x');
    await waitUntil(() => test.server.faults.stalledRequests === 1);

    test.server.faults.release(id);

    expect(await pending).toBe(201);
  });

  it('repeats an old listing', async () => {
    await using test = await startTestServer('owncloud10');
    const id = test.server.faults.add({ method: 'PROPFIND', effect: { kind: 'stale-listing' } });
    const list = async (): Promise<string> =>
      (await test.send({ method: 'PROPFIND', path: '', headers: { Depth: '1' }, body: propfindBody('d:getetag') }))
        .text;
    const before = await list();
    await test.status('PUT', 'f', {}, 'x');

    expect(await list()).toBe(before);
    test.server.faults.remove(id);
    expect(await list()).not.toBe(before);
  });

  it('cuts a multistatus, answers another depth, or leaves the body out', async () => {
    await using test = await startTestServer('owncloud10');
    await test.status('PUT', 'f', {}, 'x');
    const list = async (): Promise<string> =>
      (await test.send({ method: 'PROPFIND', path: '', headers: { Depth: '1' }, body: propfindBody('d:getetag') }))
        .text;

    test.server.faults.add({ method: 'PROPFIND', times: 1, effect: { kind: 'cut-multistatus' } });
    expect(await list()).not.toContain('</d:multistatus>');
    test.server.faults.add({ method: 'PROPFIND', times: 1, effect: { kind: 'wrong-depth' } });
    expect((await list()).match(/<d:response>/gu)?.length).toBe(1);
    test.server.faults.add({ method: 'PROPFIND', times: 1, effect: { kind: 'strip-body' } });
    expect(await list()).toBe('');
  });

  it('claims another size of everything', async () => {
    await using test = await startTestServer('owncloud10');
    await test.status('MKCOL', 'a');
    test.server.faults.add({ method: 'PROPFIND', times: 1, effect: { kind: 'claim-sizes', sizeBytes: 7_000_000 } });

    expect([await test.property('a', 'oc:size'), await test.property('a', 'oc:size')]).toEqual(['7000000', '0']);
    await test.status('PUT', 'f', {}, 'x');
    test.server.faults.add({ method: 'PROPFIND', times: 1, effect: { kind: 'claim-sizes', sizeBytes: 7_000_000 } });
    expect(await test.property('f', 'd:getcontentlength')).toBe('7000000');
  });

  it('puts a written file into post-processing for some reads', async () => {
    await using test = await startTestServer('infinite-scale');
    test.server.faults.add(PUT_RULE({ kind: 'too-early', reads: 2 }));
    await test.status('PUT', 'f', {}, 'x');

    const listing = await test.send({
      method: 'PROPFIND',
      path: 'f',
      headers: { Depth: '0' },
      body: propfindBody('d:getetag'),
    });

    expect(listing.text).toContain('HTTP/1.1 425 TOO EARLY');
    expect([await test.status('GET', 'f'), await test.status('GET', 'f')]).toEqual([425, 200]);
  });

  it('repeats the same luck for the same seed', async () => {
    await using test = await startTestServer('owncloud10');
    const run = async (): Promise<readonly number[]> => {
      test.server.faults.add({ method: 'GET', probability: 0.5, seed: 42, effect: { kind: 'status', status: 502 } });
      const statuses: number[] = [];
      for (let index = 0; index < 12; index += 1) statuses.push(await test.status('GET', 'nothing'));
      test.server.faults.clear();
      return statuses;
    };

    const first = await run();

    expect(new Set(first)).toEqual(new Set([404, 502]));
    expect(await run()).toEqual(first);
  });

  it('is in maintenance: 503 everywhere, and status.php says so', async () => {
    await using test = await startTestServer('owncloud10');
    test.server.faults.setMaintenance(true);

    const answer = await test.send({ method: 'PROPFIND', path: '' });
    const status = await test.send({ method: 'GET', path: '/status.php' });

    expect([answer.status, status.status, status.text]).toEqual([
      503,
      200,
      expect.stringContaining('"maintenance":true'),
    ]);
    expect(answer.text).toContain('Sabre\\DAV\\Exception\\ServiceUnavailable');
  });
});

describe('the fault port', () => {
  it('needs its own token, not a user', async () => {
    await using test = await startTestServer('owncloud10');

    expect([
      await test.status('GET', '/_dev/faults'),
      await test.status('GET', '/_dev/faults', { Authorization: `Bearer ${test.server.controlToken}` }),
    ]).toEqual([401, 200]);
  });

  it('adds, lists and removes rules and sets the rest', async () => {
    await using test = await startTestServer('owncloud10');
    const control = (method: string, path: string, body = ''): Promise<number> =>
      test.status(method, `/_dev/faults${path}`, { Authorization: `Bearer ${test.server.controlToken}` }, body);

    const added = await control('POST', '', '{"method":"GET","effect":{"kind":"status","status":418}}');
    const fault = await test.status('GET', 'x');
    const removed = await control('DELETE', `/${test.server.faults.list()[0]?.id ?? ''}`);
    const set = await control('PUT', '', '{"maintenance":true,"readOnlyPaths":["/a"],"quotaBytes":5}');

    expect([added, fault, removed, set, await test.status('GET', 'x')]).toEqual([201, 418, 204, 204, 503]);
    expect([
      await control('POST', '', '{"effect":{"kind":"unknown"}}'),
      await control('POST', '', '{"path":"(","effect":{"kind":"drop-before"}}'),
      await control('DELETE', ''),
    ]).toEqual([400, 400, 204]);
    expect(await test.status('GET', 'x')).toBe(404);
  });
});

describe('careless Infinite Scale', () => {
  it.each([
    { name: 'ignoresIfNoneMatch', method: 'PUT', headers: { 'If-None-Match': '*' }, careful: 412, careless: 204 },
    { name: 'staleIfMatchIsConflict', method: 'PUT', headers: { 'If-Match': '"stale"' }, careful: 412, careless: 409 },
    { name: 'ignoresIfMatch', method: 'DELETE', headers: { 'If-Match': '"stale"' }, careful: 412, careless: 204 },
    { name: 'ignoresIfMatch', method: 'GET', headers: { 'If-Match': '"stale"' }, careful: 412, careless: 200 },
  ])('$name: $method answers $careless in place of $careful', async ({ name, method, headers, careful, careless }) => {
    await using strict = await startTestServer('infinite-scale');
    await using loose = await startTestServer('infinite-scale', { careless: { [name]: true } });
    await strict.status('PUT', 'f', {}, 'x');
    await loose.status('PUT', 'f', {}, 'x');

    expect([await strict.status(method, 'f', headers, 'y'), await loose.status(method, 'f', headers, 'y')]).toEqual([
      careful,
      careless,
    ]);
  });

  it('moveOntoItselfTrashes: 404, and the item is in the trash', async () => {
    await using test = await startTestServer('infinite-scale', { careless: { moveOntoItselfTrashes: true } });
    await test.status('PUT', 'f', {}, 'x');

    expect([await test.status('MOVE', 'f', { Destination: `${test.root}f` }), await test.status('GET', 'f')]).toEqual([
      404, 404,
    ]);
  });

  it('chunkingNamesVanish: 206 and no file', async () => {
    await using test = await startTestServer('infinite-scale', { careless: { chunkingNamesVanish: true } });

    expect([
      await test.status('PUT', 'x-chunking-1-2-0', {}, 'x'),
      await test.status('GET', 'x-chunking-1-2-0'),
    ]).toEqual([206, 404]);
  });

  it('postProcessing: some reads right after a PUT are 425', async () => {
    await using test = await startTestServer('infinite-scale', { careless: { postProcessing: true } });
    const statuses = new Set<number>();
    for (let index = 0; index < 40; index += 1) {
      await test.status('PUT', `f${index}`, {}, 'x');
      statuses.add(await test.status('GET', `f${index}`));
    }

    expect(statuses).toEqual(new Set([200, 425]));
  });

  it('randomOrder: children change their order', async () => {
    await using test = await startTestServer('infinite-scale', { careless: { randomOrder: true } });
    for (let index = 0; index < 12; index += 1) await test.status('MKCOL', `d${index}`);
    const list = async (): Promise<string> =>
      (await test.send({ method: 'PROPFIND', path: '', headers: { Depth: '1' }, body: propfindBody('oc:name') })).text;

    expect(await list()).not.toBe(await list());
  });

  it('brokenErrorNamespace: DAV without a colon', async () => {
    await using strict = await startTestServer('infinite-scale');
    await using loose = await startTestServer('infinite-scale', { careless: { brokenErrorNamespace: true } });

    expect((await strict.send({ method: 'DELETE', path: 'x' })).text).toContain('xmlns:d="DAV:"');
    expect((await loose.send({ method: 'DELETE', path: 'x' })).text).toContain('xmlns:d="DAV"');
  });
});
