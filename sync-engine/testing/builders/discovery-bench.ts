import type { FileId, RemoteKey } from '#sync-engine/core/model/ids.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { RemoteScope, RemoteView } from '#sync-engine/discovery/remote-discovery.ts';
import { discoverRemote } from '#sync-engine/discovery/remote-discovery.ts';
import { RemoteTree } from '#sync-engine/discovery/remote-tree.ts';
import { RemoteRows } from '#sync-engine/sync-database/remote-rows.ts';
import { FakeServer } from '#sync-engine/transport/fake-server.ts';
import { FakeTransport } from '#sync-engine/transport/fake-transport.ts';

/** Looks at a fake server again and again, and keeps what was seen of it as the sync database does. */
export class DiscoveryBench {
  readonly server = new FakeServer();
  readonly transport = new FakeTransport(this.server);
  rows = RemoteRows.empty();
  skipped: ReadonlySet<FileId> = new Set();

  /** Looks, remembers the rows, and returns the view with the calls it took. */
  async look(
    scope: RemoteScope = { kind: 'descend' },
  ): Promise<{ readonly view: RemoteView; readonly calls: readonly string[] }> {
    const { signal } = new AbortController();
    const root = await this.transport.list(ROOT_PATH, 0, signal);
    if (root.kind !== 'listed') throw new Error('the root cannot be listed');
    const before = this.transport.calls.length;
    const view = await discoverRemote({
      transport: this.transport,
      rows: this.rows,
      root: root.listing,
      scope,
      isExcluded: (path) => path.endsWith('~'),
      skipped: this.skipped,
      signal,
    });
    if (!view.ok) throw new Error(view.error.code);
    this.rows = view.value.rows;
    return { view: view.value, calls: this.transport.calls.slice(before) };
  }

  /** Names of all items, sorted; the root's is empty. */
  names(): readonly string[] {
    return [...this.rows.values()].map((row) => row.name).toSorted((a, b) => a.localeCompare(b));
  }

  /** Paths of all items, sorted; the root's is empty. */
  paths(): readonly string[] {
    const tree = new RemoteTree(this.rows);
    return [...this.rows.keys()].map((key) => tree.findPath(key) ?? '?').toSorted();
  }

  keyAt(path: string): RemoteKey | undefined {
    return new RemoteTree(this.rows).findByPath(path as RelativePath);
  }
}
