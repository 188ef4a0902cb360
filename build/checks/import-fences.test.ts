import { describe, expect, it } from 'vitest';
import { fences, foldersStillEmpty } from './fence-table.ts';
import { findFenceBreaches } from './import-fences.ts';
import { readTypeScript, repositoryRoot } from './source-files.ts';

const allFolders = fences.map((fence) => fence.folder);

function breachesOf(path: string, text: string): readonly string[] {
  const guarding = fences.find((fence) => path.startsWith(fence.folder))?.folder;
  return findFenceBreaches(
    [{ path, text }],
    allFolders.filter((folder) => folder !== guarding),
  );
}

describe('import fences', () => {
  it('hold for every import of the repository', { timeout: 120_000 }, () => {
    expect(findFenceBreaches(readTypeScript(repositoryRoot), foldersStillEmpty)).toEqual([]);
  });

  it.each([
    ['sync-engine/core/model/tree.ts', "import { readFileSync } from 'node:fs';", 'node:fs'],
    ['sync-engine/core/model/tree.ts', "import type { Plan } from '../merge/merge.ts';", '../merge/merge.ts'],
    ['sync-engine/core/script/order.ts', "export * from '../merge/merge.ts';", '../merge/merge.ts'],
    ['sync-engine/core/guards/quota.ts', "const z = await import('zod');", 'zod'],
    ['sync-engine/watcher/watcher.ts', "import type { Clock } from '../clock/clock.ts';", '../clock/clock.ts'],
    ['sync-engine/executor/upload.ts', "import { x } from '../transport/webdav.ts';", '../transport/webdav.ts'],
    ['sync-engine/engine/run.ts', "import { x } from '#sync-engine/logger/file.ts';", '#sync-engine/logger/file.ts'],
    ['sync-engine/engine/run.ts', "type T = import('../testing/world.ts').World;", '../testing/world.ts'],
    ['sync-engine/cli/bayernbox.ts', "import { s } from '#dev-server/server.ts';", '#dev-server/server.ts'],
    ['sync-engine/transport/webdav.ts', "import { net } from 'electron/main';", 'electron/main'],
    ['ipc/contract.ts', "import { x } from '#sync-engine/core/model/engine-state.ts';", 'engine-state.ts'],
    ['electron/main/tray.ts', "import { x } from 'electron';", 'electron'],
    ['electron/main/tray.ts', "import { x } from '#renderer/app/app.tsx';", '#renderer/app/app.tsx'],
    ['renderer/features/activity/list.tsx', "import { x } from '../account/account.tsx';", '../account/account.tsx'],
    ['renderer/components/button.tsx', "import { x } from '../state/store.ts';", '../state/store.ts'],
    ['renderer/app/app.tsx', "import { x } from '#sync-engine/core/model/tree.ts';", '#sync-engine/core/model/tree.ts'],
    ['sync-engine/engine/run.ts', "import { x } from './scheduler.test.ts';", './scheduler.test.ts'],
  ])('stop %s from %s', (path, text, specifier) => {
    const breaches = breachesOf(path, text);

    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toContain(specifier);
  });

  it.each([
    ['sync-engine/executor/upload.ts', "import type { Transport } from '../transport/transport.ts';"],
    ['sync-engine/engine/create-engine.ts', "import { x } from '../transport/webdav.ts';"],
    ['ipc/contract.ts', "import type { EngineState } from '#sync-engine/core/model/engine-state.ts';"],
    ['renderer/features/activity/list.tsx', "import { row } from './row.tsx';"],
  ])('let %s through with %s', (path, text) => {
    expect(breachesOf(path, text)).toEqual([]);
  });

  it('ask for a computed import in the engine to be written out', () => {
    expect(breachesOf('sync-engine/engine/run.ts', 'await import(name);')).toEqual([
      'sync-engine/engine/run.ts: imports a name computed at run time',
    ]);
  });

  it('are broken when a fence finds no file', () => {
    expect(findFenceBreaches([], allFolders.slice(1))).toEqual([`${allFolders[0]}: the fence found no file`]);
  });

  it('are broken when a folder called empty has a file', () => {
    expect(findFenceBreaches([{ path: 'ipc/contract.ts', text: '' }], allFolders)).toEqual([
      'ipc/: has files now, take it from the list of empty folders',
    ]);
  });

  it('are broken by a file that no fence covers', () => {
    expect(findFenceBreaches([{ path: 'sync-engine/stray.ts', text: '' }], allFolders)).toEqual([
      'sync-engine/stray.ts: no fence covers this folder',
    ]);
  });

  it('are broken by a file that does not parse', () => {
    expect(() => breachesOf('sync-engine/engine/run.ts', 'import {')).toThrow(SyntaxError);
  });
});
