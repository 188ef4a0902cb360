import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Listing, RemoteEntry } from '../../transport/transport.ts';
import type { CreateTransportHarness, TransportHarness } from './transport-conformance-harness.ts';
import { getListing, NEVER } from './transport-conformance-harness.ts';

/** Which of the cheap looks a server offers. */
export interface OfferedLooks {
  readonly tree: boolean;
  readonly rootVersion: boolean;
  readonly search: boolean;
}

/** Promises of looks that tell of a whole tree with one request. */
export function describeTreeLooks(title: string, create: CreateTransportHarness, offered: OfferedLooks): void {
  describe(`${title}: looking at a whole tree`, () => {
    let harness: TransportHarness;
    const get = (): TransportHarness => harness;
    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness.dispose());
    if (offered.tree) describeTree(get);
    else describeNoTree(get);
    if (offered.rootVersion) describeRootVersion(get);
    describeSearch(get, offered.search);
  });
}

function byName(a: RemoteEntry, b: RemoteEntry): number {
  return a.name < b.name ? -1 : 1;
}

function sorted(listing: Listing | undefined): Listing | undefined {
  return listing === undefined ? undefined : { ...listing, children: listing.children.toSorted(byName) };
}

function describeTree(get: () => TransportHarness): void {
  it('shows each directory as listing it would, with one request', async () => {
    const { transport, user } = get();
    for (const path of ['a', 'a/b', 'ü', 'empty']) await user.makeDirectory(path);
    for (const path of ['f', 'a/g', 'a/b/h', 'ü/i']) await user.writeFile(path, path);
    const before = transport.requestCount;

    const outcome = await transport.listTree?.(NEVER);
    const requests = transport.requestCount - before;

    const listings: ReadonlyMap<RelativePath, Listing> = outcome?.kind === 'listed' ? outcome.listings : new Map();
    expect([...listings.keys()].toSorted()).toEqual([ROOT_PATH, 'a', 'a/b', 'empty', 'ü']);
    for (const [path, listing] of listings)
      expect(sorted(listing), path).toEqual(sorted(await getListing(transport, path)));
    expect(requests).toBe(1);
  });

  it('fails as cancelled when it is aborted before', async () => {
    expect(await get().transport.listTree?.(AbortSignal.abort())).toMatchObject({
      kind: 'failed',
      error: { code: 'cancelled' },
    });
  });
}

function describeNoTree(get: () => TransportHarness): void {
  it('says that a tree cannot be listed at once, without a request', async () => {
    const { transport } = get();
    const before = transport.requestCount;

    expect(await transport.listTree?.(NEVER)).toEqual({ kind: 'not-offered' });
    expect(transport.requestCount).toBe(before);
  });
}

function describeRootVersion(get: () => TransportHarness): void {
  it('tells another version of the root after a change far below, and the same without one', async () => {
    const { user } = get();
    await user.makeDirectory('a');
    await user.makeDirectory('a/b');
    const read = async (): Promise<unknown> => {
      const version = await (await get().renew()).readRootVersion?.(NEVER);
      return version?.ok === true ? version.value : version;
    };
    const first = await read();
    const same = await read();
    await user.writeFile('a/b/x', '1');
    const other = await read();

    expect(first).toBeTypeOf('string');
    expect([same === first, other === first]).toEqual([true, false]);
  });
}

function describeSearch(get: () => TransportHarness, isOffered: boolean): void {
  it('names directories with a text in their names in any case, and no files, or none without a search', async () => {
    const { transport, user } = get();
    for (const path of ['a', 'a/Bauplan & Co', 'a/ÜBER', 'planung']) await user.makeDirectory(path);
    await user.writeFile('a/plan.txt', 'x');
    const search = async (text: string): Promise<unknown> => {
      const found = await transport.searchDirectories?.(text, NEVER);
      return found?.ok === true ? found.value.toSorted() : found;
    };

    expect(await search('plan')).toEqual(isOffered ? ['a/Bauplan & Co', 'planung'] : []);
    expect(await search('über')).toEqual(isOffered ? ['a/ÜBER'] : []);
    expect(await search('plan & co')).toEqual(isOffered ? ['a/Bauplan & Co'] : []);
  });
}
