import { expect } from 'vitest';
import type { ConflictId, Resolution } from '#sync-engine/core/model/conflict.ts';
import { ConflictDesk } from '#sync-engine/engine/conflicts/conflict-desk.ts';
import type { ResolveEnd } from '#sync-engine/engine/conflicts/resolve.ts';
import { settleExchanges } from '#sync-engine/engine/conflicts/settle.ts';
import type { SyncDatabase } from '#sync-engine/sync-database/sync-database.ts';
import type { FakeServer } from '#sync-engine/transport/fake-server.ts';
import { FakeFolder } from './fake-folder.ts';

/** The second version in these folders. */
export const SECOND = 'Docs/a.txt (v1)';

/** A folder in which `Docs/a.txt` has the server's bytes and the second version those of this computer. */
export async function conflicting(mine = 'mine', server = 'theirs', base = 'base'): Promise<FakeFolder> {
  const folder = new FakeFolder();
  folder.user.writeFile('Docs/a.txt', base);
  folder.user.writeFile('other.txt', 'other');
  await folder.settle();
  folder.user.writeFile('Docs/a.txt', mine);
  folder.server.writeFile('Docs/a.txt', server);
  await folder.settle();
  return folder;
}

/** A file and a folder that want one name. */
export async function fileAndFolder(): Promise<FakeFolder> {
  const folder = new FakeFolder();
  folder.user.writeFile('x/inside.txt', 'mine');
  folder.server.writeFile('x', 'theirs');
  await folder.settle();
  return folder;
}

let nextRandom = 0;

/** What works at the desk; the engine must not be running. */
function portsOf({ filesystem, database, clock, shouldUploadSecondVersions }: FakeFolder) {
  const randomId = (): string => `desk${(nextRandom += 1)}`;
  return { filesystem, database, clock, shouldUploadSecondVersions, randomId, signal: new AbortController().signal };
}

/** Works at the desk of the folder while the engine is not running. */
export async function atDesk<Value>(
  folder: FakeFolder,
  work: (desk: ConflictDesk) => Promise<Value>,
  database: SyncDatabase = folder.database,
): Promise<Value> {
  await folder.restart();
  await folder.filesystem.open();
  try {
    const ports = { ...portsOf(folder), database };
    expect(await settleExchanges(ports)).toBeUndefined();
    return await work(new ConflictDesk(ports));
  } finally {
    await folder.filesystem.close();
  }
}

/** The first conflict on record. */
export function idOf(folder: FakeFolder): ConflictId {
  const [record] = folder.database.listConflicts();
  if (record === undefined) throw new Error('no conflict');
  return record.id;
}

/** Decides on the first conflict. */
export function resolve(folder: FakeFolder, keep: Resolution, more: { revision?: string; newName?: string } = {}) {
  const decision = { id: idOf(folder), keep, newName: undefined, revision: undefined, ...more };
  return atDesk(folder, (desk) => desk.resolve(decision));
}

/** Takes back what was decided on the first conflict. */
export function undo(folder: FakeFolder): Promise<ResolveEnd> {
  return atDesk(folder, (desk) => desk.undo(idOf(folder)));
}

/** How the first conflict stands. */
export function stateOf(folder: FakeFolder): string | undefined {
  return folder.database.listConflicts()[0]?.state.kind;
}

/** Files of the server with their texts; directories are left out. */
export function filesOn(server: FakeServer): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(server.snapshot()).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])),
  );
}

/** All texts that are anywhere: in the folder, in the safety store, on the server. */
export function findAllTexts({ user, disk, server }: FakeFolder): readonly string[] {
  const here = user.listAll().flatMap((path): readonly string[] => [user.readFile(path) ?? []].flat());
  const kept = [...disk.kept.values()].flatMap((items) =>
    [...items.values()].map(({ bytes }) => String(Buffer.from(bytes))),
  );
  return [...here, ...kept, ...Object.values(filesOn(server))];
}
