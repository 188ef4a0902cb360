import { createHash } from 'node:crypto';
import { expect, it, test } from 'vitest';
import { FakeFolder } from '../testing/builders/fake-folder.ts';

const TEXT = 'Beschluss des Gemeinderats';
const MD5 = `MD5:${createHash('md5').update(TEXT).digest('hex')}`;
const SHA256 = `SHA256:${createHash('sha256').update(TEXT).digest('hex')}`;

/** Both sides have the same file and have never met; the server offers these checksums of it. */
function unitedWith(checksumText: string, textHere = TEXT): FakeFolder {
  const folder = new FakeFolder();
  folder.user.writeFile('a', textHere);
  folder.server.writeFile('a', TEXT);
  folder.server.getNode('a').checksumText = checksumText;
  return folder;
}

function transfers({ transport }: FakeFolder): readonly string[] {
  return transport.calls.filter((call) => /^(?:up|down)load/.test(call));
}

it.each([MD5, SHA256])('equal bytes are known by %s alone, and nothing is transferred', async (checksumText) => {
  const folder = unitedWith(checksumText);

  await folder.settle();

  expect([transfers(folder), folder.user.listAll()]).toEqual([[], ['a']]);
});

test('an Adler-32 proves no equality: the bytes are fetched and compared, and stay one file', async () => {
  const folder = unitedWith(`ADLER32:${adler32(TEXT)}`);

  await folder.settle();

  expect([transfers(folder), folder.user.listAll()]).toEqual([['download a'], ['a']]);
});

test('other bytes of the same size stay two versions', async () => {
  const folder = unitedWith(MD5, TEXT.toUpperCase());

  await folder.settle();

  expect(folder.user.listAll()).toEqual(['a', 'a (v1)']);
});

test('bytes that are not those of the strongest checksum are not put in place', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('a', TEXT);
  folder.server.getNode('a').checksumText = `${SHA256.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))} ${MD5}`;

  const end = await folder.settle();

  expect(folder.user.listAll()).toEqual([]);
  expect(end).toMatchObject({ kind: 'waiting', problems: [{ path: 'a', code: 'checksum-mismatch' }] });
});

test('a file fetched from a server without SHA-1 is not fetched again', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('a', TEXT);
  folder.server.getNode('a').checksumText = MD5;
  await folder.settle();
  await folder.restart();

  await folder.settle();

  expect(transfers(folder)).toEqual([]);
});

function adler32(text: string): string {
  let [low, high] = [1, 0];
  for (const byte of Buffer.from(text)) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return (high * 65_536 + low).toString(16).padStart(8, '0');
}
