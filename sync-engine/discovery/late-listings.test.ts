import { expect, test } from 'vitest';
import type { RemoteKey } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import type { RemoteRow } from '../sync-database/sync-database.ts';
import type { ListOutcome, Transport } from '../transport/transport.ts';
import { FakeServer } from '#sync-engine/transport/fake-server.ts';
import { FakeTransport } from '#sync-engine/transport/fake-transport.ts';
import { discoverRemote } from './remote-discovery.ts';

const { signal } = new AbortController();

/** Listings go out side by side, and answers may overtake each other. */
class Bench {
  readonly server = new FakeServer();
  readonly #transport = new FakeTransport(this.server);
  #rows: ReadonlyMap<RemoteKey, RemoteRow> = new Map();

  /** Looks into these directories; the answer of `late` is written first and arrives after that of `early`. */
  async look(paths: readonly string[], overtaking?: Overtaking): Promise<void> {
    const root = await this.#transport.list(ROOT_PATH, 0, signal);
    if (root.kind !== 'listed') throw new Error('the root cannot be listed');
    const view = await discoverRemote({
      transport: overtaking === undefined ? this.#transport : withLateAnswer(this.#transport, overtaking),
      rows: this.#rows,
      root: root.listing,
      scope: { kind: 'directories', paths: paths as readonly RelativePath[] },
      isExcluded: () => false,
      signal,
    });
    if (!view.ok) throw new Error(view.error.code);
    this.#rows = view.value.rows;
  }

  paths(): readonly string[] {
    const pathOf = ({ name, parentKey }: RemoteRow): string => {
      const parent = parentKey === undefined ? undefined : this.#rows.get(parentKey);
      return parent === undefined || parent.parentKey === undefined ? name : `${pathOf(parent)}/${name}`;
    };
    return [...this.#rows.values()].map(pathOf).toSorted();
  }
}

interface Overtaking {
  readonly late: string;
  readonly early: string;
  /** Happens on the server between the two. */
  readonly between: () => void;
}

function withLateAnswer(transport: FakeTransport, { late, early, between }: Overtaking): Pick<Transport, 'list'> {
  const isWritten = Promise.withResolvers<void>();
  const isOvertaken = Promise.withResolvers<void>();
  let isOver = false;
  return {
    list: async (path, depth, from): Promise<ListOutcome> => {
      if (isOver || depth === 0 || (path !== late && path !== early)) return transport.list(path, depth, from);
      if (path === early) {
        await isWritten.promise;
        between();
        isOver = true;
        setImmediate(isOvertaken.resolve);
        return transport.list(path, depth, from);
      }
      const outcome = await transport.list(path, depth, from);
      isWritten.resolve();
      await isOvertaken.promise;
      return outcome;
    },
  };
}

test('where an item has moved to is not forgotten because an older answer arrives later', async () => {
  const bench = new Bench();
  bench.server.makeDirectory('from');
  bench.server.writeFile('from/f', 'f');
  bench.server.makeDirectory('to');
  await bench.look(['']);
  const between = (): void => bench.server.move('from/f', 'to/f');

  await bench.look(['from', 'to'], { late: 'from', early: 'to', between });

  expect(bench.paths()).toEqual(['', 'from', 'to', 'to/f']);
  bench.server.writeFile('from/another', 'a');
  await bench.look(['from']);
  expect(bench.paths()).toEqual(['', 'from', 'from/another', 'to', 'to/f']);
});

test('what came into a directory is not overlooked because an older answer arrives after the one above it', async () => {
  const bench = new Bench();
  bench.server.makeDirectory('above/below');
  await bench.look(['']);
  const between = (): void => void bench.server.writeFile('above/below/new', 'n');

  await bench.look(['above', 'above/below'], { late: 'above/below', early: 'above', between });

  expect(bench.paths()).toEqual(['', 'above', 'above/below', 'above/below/new']);
});
