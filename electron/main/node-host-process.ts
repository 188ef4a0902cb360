import { fork } from 'node:child_process';
import type { HostProcess } from './host-supervisor.ts';

/** Starts the engine host as a child of Node: in browser mode and in tests. It ends when this process ends. */
export function startNodeHost(
  scriptPath: string,
  env: NodeJS.ProcessEnv = process.env,
): HostProcess & { readonly pid: number | undefined } {
  const child = fork(scriptPath, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  // A message to a child that has just ended is lost like the child; its end is told by `exit`.
  child.on('error', () => {});
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
