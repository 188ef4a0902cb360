import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ForkedDemoServer } from './demo-server.ts';

/** A demo whose process does this once it has its order. */
function openDemo(act: string): ForkedDemoServer {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-demo-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const script = join(directory, 'demo.mjs');
  writeFileSync(script, `process.once('message', ({ port }) => { ${act} });`);
  const demo = new ForkedDemoServer(script, directory);
  onTestFinished(() => demo.stop());
  return demo;
}

const answer = 'process.send({ url: `http://127.0.0.1:${port || 4711}` });';

it('the demo is one server, also when it is asked for twice in the same moment', async () => {
  const demo = openDemo(answer);

  const [first, second] = await Promise.all([demo.start(), demo.start()]);

  expect(first?.password).toBeDefined();
  expect(second).toEqual(first);
});

it('the demo is started again when its process has died', async () => {
  const demo = openDemo(`${answer} setImmediate(() => process.exit(1));`);
  const first = await demo.start();

  await expect.poll(async () => (await demo.start())?.password !== first?.password, { timeout: 15_000 }).toBe(true);
});

it('a demo that does not end by itself holds up nobody', async () => {
  const demo = openDemo(`process.on('disconnect', () => {}); setInterval(() => {}, 1000); ${answer}`);
  await demo.start();

  await expect(demo.stop()).resolves.toBeUndefined();
});
