import { writeSync } from 'node:fs';
import { toNodeId } from '../core/model/ids.ts';
import { openSyncDatabase } from './open-sync-database.ts';

/** Program of the durability test: commits rows for ever and prints the id of each after its commit. */

const opened = openSyncDatabase(process.argv[2] ?? '');
if (opened.kind === 'unusable') throw opened.error;
const parentId = toNodeId(0);
const remote = undefined;
for (let id = opened.database.nextNodeId(); ; id = toNodeId(id + 1)) {
  const stamp = { device: 1n, inode: BigInt(id), birthNs: 0n, sizeBytes: id, mtimeNs: 1n, ctimeNs: 1n };
  const row = { id, parentId, name: `Datei ${id}`, kind: 'file', checksum: undefined, local: stamp, remote } as const;
  opened.database.commitBase([{ kind: 'put', row }]);
  writeSync(1, `${id}\n`);
}
