import { toFakeChecksum } from '#sync-engine/filesystem/fake-staging-file.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { fileContents } from './simulated-server.ts';
import type { UserItem } from './user-actions.ts';

/**
 * Firm is what every program has written down, and the server still has: both sides have these bytes of this item. Where
 * files changed names, another item may have them there by now, of which not every program knows.
 */
export function isFirm(
  { path, content }: UserItem,
  place: SimulatedComputer | undefined,
  world: { readonly server: SimulatedServer; readonly computers: readonly SimulatedComputer[] },
): boolean {
  const { server, computers } = world;
  const checksum = toFakeChecksum(Buffer.from(content));
  const fileId = place === undefined ? server.tree.find(path)?.fileId : place.findFileId(path);
  const isAgreed = computers.every(({ storage: { base } }) =>
    [...base.values()].some(
      ({ checksum: agreed, local, remote }) =>
        agreed === checksum && local !== undefined && remote !== undefined && remote.fileId === fileId,
    ),
  );
  return isAgreed && server.nodes().some(({ node }) => node.fileId === fileId && fileContents(node).includes(content));
}
