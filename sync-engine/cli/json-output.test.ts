import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createJsonOutput } from './json-output.ts';

function fail(error: Error): never {
  throw error;
}

it('writes one object per line, line breaks inside are escaped', () => {
  let written = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const output = createJsonOutput(stream, fail);

  expect([output.write({ path: 'a\nb' }), output.write({ inode: 2n ** 64n })]).toEqual([true, true]);
  expect(written).toBe('{"path":"a\\nb"}\n{"inode":"18446744073709551616"}\n');
});

it('falls silent when the reader has gone', async () => {
  const reader = spawn(process.execPath, ['-e', 'process.stdin.destroy()'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const output = createJsonOutput(reader.stdin, fail);
  await once(reader, 'exit');
  output.write({ text: 'into the void' });

  await expect.poll(() => output.write({ text: 'again' })).toBe(false);
});

it('hands on any other error', async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) });
  const errors: Error[] = [];
  createJsonOutput(stream, (error) => errors.push(error)).write({});

  await expect.poll(() => errors.map((error) => error.message)).toEqual(['disk full']);
});
