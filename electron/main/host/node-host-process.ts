import { fork } from 'node:child_process';
import type { HostProcess } from './host-supervisor.ts';

/** Starts the engine host as a child of Node: in browser mode and in tests. It ends when this process ends. */
export function startNodeHost(
  scriptPath: string,
  env: NodeJS.ProcessEnv = process.env,
): HostProcess & { readonly pid: number | undefined } {
  const child = fork(scriptPath, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  child.once('exit', () => end());
  // One that could not be started never exits. A message to one that has just ended is lost like it, and `exit` comes.
  child.on('error', () => {
    if (child.pid === undefined) end();
  });
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void ended.then(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
