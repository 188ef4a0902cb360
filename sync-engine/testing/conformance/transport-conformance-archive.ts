import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { ArchiveItem, Transport } from '../../transport/transport.ts';
import type { CreateTransportHarness, TransportHarness } from './transport-conformance-harness.ts';
import { getEntry, NEVER } from './transport-conformance-harness.ts';

interface NamedItem extends ArchiveItem {
  readonly path: string;
}

interface Fetched {
  readonly error: SyncError | undefined;
  readonly texts: Readonly<Record<string, string>>;
  readonly bytes: number;
}

async function toItems(transport: Transport, paths: readonly string[]): Promise<readonly NamedItem[]> {
  const items: NamedItem[] = [];
  for (const path of paths) {
    const { fileId, sizeBytes, checksum } = await getEntry(transport, path);
    if (checksum === undefined) throw new Error(`${path} has no checksum`);
    items.push({ path, fileId, sizeBytes, checksum });
  }
  return items;
}

async function fetchArchive(
  transport: Transport,
  items: readonly NamedItem[],
  signal: AbortSignal = NEVER,
): Promise<Fetched> {
  const texts: Record<string, string> = {};
  let bytes = 0;
  const error = await transport.downloadArchive?.({
    items,
    onFile: (item, content) => {
      if (item.path in texts) throw new Error(`${item.path} came twice`);
      texts[item.path] = Buffer.from(content).toString('utf8');
      return Promise.resolve();
    },
    onProgress: (count) => {
      bytes += count;
    },
    signal,
  });
  return { error, texts, bytes };
}

/** Promises of transports to servers that have an archive service. */
export function describeArchives(title: string, create: CreateTransportHarness): void {
  describe(`${title}: many files as one stream`, () => {
    let harness: TransportHarness;
    const get = (): TransportHarness => harness;
    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness.dispose());
    describeWhole(get);
    describeMissing(get);
  });
}

const LONG_NAME = `${'a'.repeat(60)}/${'ä'.repeat(100)}.txt`;
const PATHS = ['a.txt', 'Akten/a.txt', 'Akten/Ärger', 'Akten/A\u0308rger', '😀', LONG_NAME];

async function write({ user }: TransportHarness, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const [directory, name] = path.split('/');
    if (name !== undefined && directory !== undefined) await user.makeDirectory(directory).catch(() => undefined);
    await user.writeFile(path, `text of ${path}`);
  }
}

function describeWhole(get: () => TransportHarness): void {
  it('tells how much fits into one', () => {
    expect(get().transport.archiveLimits).toMatchObject({ maxFiles: 10_000, maxBytes: 2 ** 30 });
  });

  it('brings each file, whatever it is called and wherever it lies, with one request', async () => {
    const { transport } = get();
    await write(get(), PATHS);
    const items = await toItems(transport, PATHS);
    const before = transport.requestCount;

    const { error, texts, bytes } = await fetchArchive(transport, items);

    expect(error).toBeUndefined();
    expect(texts).toEqual(Object.fromEntries(PATHS.map((path) => [path, `text of ${path}`])));
    expect(bytes).toBe(items.reduce((sum, item) => sum + item.sizeBytes, 0));
    expect(transport.requestCount - before).toBe(1);
  });

  it('brings files of one size, and files of equal bytes, each to its item', async () => {
    const { transport, user } = get();
    for (const [name, text] of [
      ['a', 'one'],
      ['b', 'two'],
      ['c', 'one'],
    ] as const)
      await user.writeFile(name, text);

    const { error, texts } = await fetchArchive(transport, await toItems(transport, ['a', 'b', 'c']));

    expect([error, texts]).toEqual([undefined, { a: 'one', b: 'two', c: 'one' }]);
  });

  it('brings a file that has moved meanwhile', async () => {
    const { transport, user } = get();
    await write(get(), ['a', 'b']);
    const items = await toItems(transport, ['a', 'b']);
    await user.move('a', 'c');

    expect((await fetchArchive(transport, items)).texts).toEqual({ a: 'text of a', b: 'text of b' });
  });
}

function describeMissing(get: () => TransportHarness): void {
  it.each(['other, and longer', 'text of B'])('never brings the bytes of another version (%s)', async (text) => {
    const { transport, user } = get();
    await write(get(), ['a', 'b', 'c']);
    const items = await toItems(transport, ['a', 'b', 'c']);
    await user.writeFile('b', text);

    const { error, texts } = await fetchArchive(transport, items);

    expect([error, texts]).toEqual([undefined, { a: 'text of a', c: 'text of c' }]);
  });

  it('brings what comes before a file that is gone, and says that it is not complete', async () => {
    const { transport, user } = get();
    await write(get(), ['a', 'b', 'c']);
    const items = await toItems(transport, ['a', 'b', 'c']);
    await user.remove('b');

    const { error, texts } = await fetchArchive(transport, items);

    expect(error).toMatchObject({ code: 'unexpected-answer', scope: 'item' });
    expect(texts).toEqual({ a: 'text of a' });
  });

  it('brings nothing when it is aborted before', async () => {
    const { transport } = get();
    await write(get(), ['a']);
    const items = await toItems(transport, ['a']);

    const { error, texts } = await fetchArchive(transport, items, AbortSignal.abort());

    expect([error?.code, texts]).toEqual(['cancelled', {}]);
  });

  it('stops between two files when it is aborted', async () => {
    const { transport } = get();
    await write(get(), ['a', 'b', 'c']);
    const items = await toItems(transport, ['a', 'b', 'c']);
    const stop = new AbortController();
    const came: string[] = [];

    const error = await transport.downloadArchive?.({
      items,
      onFile: ({ path }) => {
        came.push(path);
        stop.abort();
        return Promise.resolve();
      },
      onProgress: () => {},
      signal: stop.signal,
    });

    expect([error?.code, came]).toEqual(['cancelled', ['a']]);
  });
}
