import { expect, test } from 'vitest';
import type { RelativePath } from '../core/model/relative-path.ts';
import { FakeServer } from './fake-server.ts';
import { FakeTransport } from './fake-transport.ts';

const signal = new AbortController().signal;

test('a fault that lets calls pass comes up after them, as often as it was asked for', async () => {
  const { faults } = new FakeServer();
  faults.add({ kind: 'fail', call: 'list', passes: 2, times: 1 });

  const taken: (string | undefined)[] = [];
  for (let call = 0; call < 4; call += 1) taken.push((await faults.take('list', 'a' as RelativePath))?.kind);

  expect(taken).toEqual([undefined, undefined, 'fail', undefined]);
});

test('a corrupt download has the promised length and checksum, but other bytes', async () => {
  const server = new FakeServer();
  const { etag, checksum } = server.writeFile('a', 'abc');
  server.faults.add({ kind: 'corrupt', call: 'download' });

  const outcome = await new FakeTransport(server).download({ path: 'a' as RelativePath, startByte: 0, etag, signal });

  expect(outcome).toMatchObject({ kind: 'done', value: { sizeBytes: 3, checksum } });
  const body = outcome.kind === 'done' ? await outcome.value.body.toArray() : [];
  expect(Buffer.concat(body).toString()).toBe('`bc');
});
