import { beforeEach, describe, expect, it } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
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

const both = { isHere: true, isOnServer: true, isKept: false };
const onlyHere = { ...both, isOnServer: false };

describe('a name without its folder', () => {
  it('is looked for here, also among what takes no part, and on the server; equal names come first', async () => {
    expect(await find('Bericht.docx')).toEqual({
      ok: true,
      value: {
        items: [
          { path: 'Bauamt/Plan/Bericht.docx', kind: 'file', ...both },
          { path: 'Kasse/BERICHT.docx', kind: 'file', ...both, isHere: false },
          { path: 'neu/Bericht.docx', kind: 'file', ...onlyHere },
          { path: 'Bericht.docx~', kind: 'file', ...onlyHere },
        ],
        total: 4,
        unsearched: [],
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
    expect(await find('Brecht.docx')).toEqual({ ok: true, value: { items: [], total: 0, unsearched: [] } });
  });

  it('is found among kept versions, too, as soon as nothing else of the file is left', async () => {
    folder.server.remove('Bericht 2026/Anlage.pdf');
    await folder.settle();

    const found = await find('Anlage.pdf');

    const kept = { isHere: false, isOnServer: false, isKept: true };
    expect(found.ok && found.value.items).toEqual([{ path: 'Bericht 2026/Anlage.pdf', kind: 'file', ...kept }]);
  });

  it('comes with the folders of which nobody knows here what is in them', async () => {
    folder.server.makeDirectory('cache~');
    await folder.deselect('Bericht 2026');
    await folder.settle();
    folder.filesystem.unreadable.set('Bauamt/Plan' as RelativePath, 'unreadable');

    const found = await find('Brecht.docx');

    expect(found.ok && found.value.unsearched).toEqual([
      { why: 'not-selected', paths: ['Bericht 2026'], total: 1 },
      { why: 'excluded', paths: ['cache~'], total: 1 },
      { why: 'unreadable', paths: ['Bauamt/Plan'], total: 1 },
    ]);
  });

  it('is looked for in folders here that take no part, and links are found by it', async () => {
    folder.user.writeFile('alt~/Brecht.docx', 'f');
    folder.user.makeLink('Brecht.docx');

    const found = await find('Brecht.docx');

    expect(found.ok && found.value.items.map(({ path }) => path)).toEqual(['Brecht.docx', 'alt~/Brecht.docx']);
  });

  it('is not looked for any longer when nobody waits for it', async () => {
    expect(await find('Bericht', 10, { signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
  });
});
