import { baseName, joinPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { FakeServer } from './fake-server.ts';
import { toFakeEntry } from './fake-tree.ts';
import type { FakeNode } from './fake-tree.ts';
import type { Listing } from './transport.ts';

/** A place of a fake server as a listing shows it. */
export function toFakeListing(server: FakeServer, { node, path }: FakePlace, depth: 0 | 1): Listing {
  const { dataFingerprint } = server;
  const members = depth === 0 ? [] : [...node.children].filter(([, child]) => !child.isOmitted);
  return {
    self: toFakeEntry(node, baseName(path)),
    children: members.filter(([, child]) => !child.isDamaged).map(([name, child]) => toFakeEntry(child, name)),
    damaged: members.filter(([, child]) => child.isDamaged).map(([name]) => ({ name, detail: 'no id' })),
    syncToken: path === ROOT_PATH ? server.syncToken : undefined,
    ...(path === ROOT_PATH && dataFingerprint !== '' ? { dataFingerprint } : {}),
  };
}

/** Every directory that is shown, as `listTree` gives it out: one that shows nothing but has a size is left out. */
export function toFakeListings(server: FakeServer): ReadonlyMap<RelativePath, Listing> {
  const listings = new Map<RelativePath, Listing>();
  const pending: FakePlace[] = [{ node: server.tree.root, path: ROOT_PATH }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { node, path } = place;
    const listing = toFakeListing(server, place, 1);
    const isAnyMissing = listing.children.length + listing.damaged.length === 0 && listing.self.sizeBytes > 0;
    if (!isAnyMissing) listings.set(path, listing);
    for (const [name, child] of node.children) {
      const isShown = child.kind === 'directory' && !child.isOmitted && !child.isDamaged;
      if (isShown) pending.push({ node: child, path: joinPath(path, name) });
    }
  }
  return listings;
}

interface FakePlace {
  readonly node: FakeNode;
  readonly path: RelativePath;
}
