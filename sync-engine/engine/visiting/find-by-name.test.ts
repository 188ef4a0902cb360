import { beforeEach, describe, expect, it } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { InspectInput } from './inspect.ts';
import { findByName } from './find-by-name.ts';

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder();
  folder.user.writeFile('Bauamt/Plan/Bericht.docx', 'a');
  folder.user.writeFile('Bericht 2026/Anlage.pdf', 'b');
  await folder.settle();
  folder.server.makeDirectory('Kasse');
  folder.server.writeFile('Kasse/BERICHT.docx', 'c');
  await folder.settle();
  folder.user.remove('Kasse');
  folder.user.writeFile('neu/Bericht.docx', 'd');
  folder.user.writeFile('Bericht.docx~', 'e');
});

async function find(name: string, limit = 10, more: Partial<InspectInput> = {}) {
  return findByName(name, { ...folder.inspectInput(), ...more }, limit);
}

const both = { isHere: true, isOnServer: true };

describe('a name without its folder', () => {
  it('is looked for here, also among what takes no part, and on the server; equal names come first', async () => {
    expect(await find('Bericht.docx')).toEqual({
      ok: true,
      value: {
        items: [
          { path: 'Bauamt/Plan/Bericht.docx', kind: 'file', ...both },
          { path: 'Kasse/BERICHT.docx', kind: 'file', isHere: false, isOnServer: true },
          { path: 'neu/Bericht.docx', kind: 'file', isHere: true, isOnServer: false },
          { path: 'Bericht.docx~', kind: 'file', isHere: true, isOnServer: false },
        ],
        total: 4,
      },
    });
  });

  it('may lack its ending, and be only a part', async () => {
    const found = await find('bericht', 2);

    expect(found.ok && found.value.items.map(({ path }) => path)).toEqual([
      'Bauamt/Plan/Bericht.docx',
      'Bericht.docx~',
    ]);
    expect(found.ok && found.value.total).toBe(5);
  });

  it('that nothing has finds nothing', async () => {
    expect(await find('Brecht.docx')).toEqual({ ok: true, value: { items: [], total: 0 } });
  });

  it('is not looked for any longer when nobody waits for it', async () => {
    expect(await find('Bericht', 10, { signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
  });
});
