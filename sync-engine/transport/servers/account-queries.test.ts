import { describe, expect, it } from 'vitest';
import { findInstance, identifyUser } from './account-queries.ts';
import type { AccountQuery } from './account-queries.ts';
import type { FetchRequest, FetchResult } from '../http/fetch.ts';

const SERVER = 'https://box.example.org';
const REL = 'http://webfinger.owncloud/rel/server-instance';

interface Asked {
  readonly url: string;
  readonly request: FetchRequest;
}

function query(
  document: unknown,
  more: { readonly status?: number; readonly serverKind?: AccountQuery['serverKind'] } = {},
): { readonly query: AccountQuery; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const { status = 200, serverKind = 'infinite-scale' } = more;
  const fetch = (url: string, request: FetchRequest): Promise<FetchResult> => {
    asked.push({ url, request });
    return Promise.resolve({ kind: 'answer', status, header: () => undefined, text: JSON.stringify(document) });
  };
  const { signal } = new AbortController();
  const fetcher = { fetch, close: () => {} };
  return { asked, query: { fetcher, serverAddress: SERVER, serverKind, header: 'Bearer x', signal } };
}

describe('who somebody is', () => {
  it('is told by graph on Infinite Scale, with an id that survives a new name', async () => {
    const { query: asking, asked } = query({ id: '801a', displayName: 'Änne', onPremisesSamAccountName: 'anna' });

    expect(await identifyUser(asking)).toEqual({
      ok: true,
      value: { userId: '801a', userName: 'anna', displayName: 'Änne' },
    });
    expect(asked[0]).toMatchObject({
      url: `${SERVER}/graph/v1.0/me`,
      request: { headers: { Authorization: 'Bearer x' } },
    });
  });

  it('is told by OCS on ownCloud 10', async () => {
    const document = { ocs: { data: { id: 'anna', 'display-name': 'Änne' } } };

    expect(await identifyUser(query(document, { serverKind: 'owncloud10' }).query)).toMatchObject({
      ok: true,
      value: { userId: 'anna', userName: 'anna', displayName: 'Änne' },
    });
  });

  it.each([
    [401, 'sign-in-refused'],
    [403, 'no-permission'],
    [500, 'server-error'],
    [200, 'unexpected-answer'],
  ])('is not guessed after an answer %i: %s', async (status, code) => {
    expect(await identifyUser(query({}, { status }).query)).toMatchObject({ ok: false, error: { code } });
  });
});

describe("a person's own server, when one sign-in serves many", () => {
  const find = (hrefs: readonly string[], rel = REL): Promise<string> =>
    findInstance(query({ links: hrefs.map((href) => ({ rel, href })) }).query);

  it.each([
    [['https://c1.example.org/'], 'https://c1.example.org'],
    [['https://c1.example.org', SERVER], SERVER],
    [[], SERVER],
    [['http://c1.example.org'], SERVER],
    [['not an address'], SERVER],
  ])('of %j is %s', async (hrefs, expected) => {
    expect(await find(hrefs)).toBe(expected);
  });

  it('is the one that was asked, when links mean something else or there are none', async () => {
    expect(await find(['https://c1.example.org'], 'http://openid.net/specs/connect/1.0/issuer')).toBe(SERVER);
    expect(await findInstance(query({}, { status: 404 }).query)).toBe(SERVER);
  });

  it('is asked for under the name of the server', async () => {
    const { query: asking, asked } = query({ links: [] });
    await findInstance(asking);

    expect(decodeURIComponent(asked[0]?.url ?? '')).toBe(
      `${SERVER}/.well-known/webfinger?resource=acct:me@box.example.org&rel=${REL}`,
    );
  });
});
