import { expect, it, onTestFinished } from 'vitest';
import { startNodeHost } from './node-host-process.ts';

it('a host that cannot even be started has ended, so that it is started again', async () => {
  const { execPath } = process;
  onTestFinished(() => {
    process.execPath = execPath;
  });
  process.execPath = '/nowhere/node';
  const host = startNodeHost('/nowhere/main.ts');

  await expect(new Promise((resolve) => host.onExit(() => resolve('ended')))).resolves.toBe('ended');
});
