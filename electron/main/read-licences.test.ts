import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LICENCES_FILE } from '#ipc/licences.ts';
import { readLicences } from './read-licences.ts';

function makeDirectory(content?: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-licences-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  if (content !== undefined) writeFileSync(join(directory, LICENCES_FILE), content);
  return directory;
}

it('the licences are those that lie beside the windows', async () => {
  const licences = {
    own: { licence: 'EUPL-1.2', text: 'ours' },
    items: [{ name: 'zod', version: '4', licence: 'MIT', text: 'theirs' }],
  };

  expect(await readLicences(makeDirectory(JSON.stringify(licences)))).toEqual({ ok: true, value: licences });
});

it.each([undefined, '{"own":', '{"items":[]}'])(
  'licences that are missing or not whole are told as missing: %s',
  async (content) => {
    expect(await readLicences(makeDirectory(content))).toEqual({ ok: false, error: { code: 'item-missing' } });
  },
);
