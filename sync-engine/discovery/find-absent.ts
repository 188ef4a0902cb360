import type { RemoteKey } from '../core/model/ids.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import type { Transport } from '../transport/transport.ts';
import { inLanes } from './in-lanes.ts';
import type { RemoteTree } from './remote-tree.ts';

/** What proves that items are absent. */
interface ProofInput {
  readonly tree: RemoteTree;
  readonly transport: Pick<Transport, 'list'>;
  readonly signal: AbortSignal;
}

/**
 * Of items that the listings of their directories lacked, those that are proven absent: they answer 404, and after that
 * each directory is where it was. At the path of an item there is nothing, either, when a directory above it has moved.
 */
export async function findAbsent(missing: ReadonlySet<RemoteKey>, input: ProofInput): Promise<ReadonlySet<RemoteKey>> {
  const { tree } = input;
  const absent = new Set<RemoteKey>();
  await inLanes([...missing], async (key) => {
    if (await isDenied(key, input)) absent.add(key);
  });
  const tops = [...absent].filter((key) => !tree.ancestorsOf(key).some((at) => missing.has(at)));
  const byDirectory = Map.groupBy(tops, (key) => tree.rows.get(key)?.parentKey);
  await inLanes([...byDirectory], async ([directory, keys]) => {
    if (directory === undefined || (await isWhereItWas(directory, input))) return;
    for (const key of keys) absent.delete(key);
  });
  return absent;
}

async function isDenied(key: RemoteKey, { tree, transport, signal }: ProofInput): Promise<boolean> {
  const path = tree.findPath(key);
  if (path === undefined) return true;
  const outcome = await transport.list(path, 0, signal);
  if (outcome.kind === 'absent') return true;
  if (outcome.kind === 'failed') return false;
  // Something else has taken the name, as the listing of the parent has shown; what came there only after that
  // listing says nothing about where this item went.
  const heldBy = outcome.listing.self.fileId;
  if (heldBy === tree.rows.get(key)?.fileId) return false;
  return tree.keysOf(heldBy).some((holder) => tree.findPath(holder) === path);
}

async function isWhereItWas(directory: RemoteKey, { tree, transport, signal }: ProofInput): Promise<boolean> {
  const path = tree.findPath(directory);
  if (path === ROOT_PATH) return true;
  const outcome = path === undefined ? undefined : await transport.list(path, 0, signal);
  return outcome?.kind === 'listed' && outcome.listing.self.fileId === tree.rows.get(directory)?.fileId;
}
