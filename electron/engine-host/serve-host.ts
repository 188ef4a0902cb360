import { url } from 'node:inspector';
import type { HostStart, ToHost } from '#ipc/messages.ts';
import { toHostSchema } from '#ipc/messages.ts';
import type { EngineHost } from './engine-host.ts';
import type { HostPort } from './host-port.ts';

/**
 * Makes the host once it is known where its files are. `end` puts everything away and ends the process; whoever keeps it
 * running starts another one.
 */
export type CreateHost = (start: HostStart, end: () => Promise<void>) => EngineHost;

/**
 * Serves a port: signs of life from the first moment on; `start` starts the host, then requests are answered, each on its own. What is not in the
 * contract has no effect. `end` is called when nothing is left to do.
 */
export function serveHost(port: HostPort, createHost: CreateHost, end: () => void): void {
  let host: EngineHost | undefined;
  const shutDown = async (): Promise<void> => {
    await host?.close();
    port.post({ kind: 'shut-down-done' });
    end();
  };
  port.onMessage((data) => {
    const message = toHostSchema.safeParse(data);
    if (!message.success) return;
    if (message.data.kind === 'ping') {
      port.post({ kind: 'pong', isDebugged: url() !== undefined });
      return;
    }
    if (message.data.kind === 'start') {
      if (host !== undefined) return;
      host = createHost(message.data, shutDown);
      void host.start().then(() => port.post({ kind: 'ready' }));
      return;
    }
    if (host !== undefined) void carryOut(host, message.data, { port, shutDown });
  });
  port.onClose(() => void shutDown());
}

interface Serving {
  readonly port: HostPort;
  readonly shutDown: () => Promise<void>;
}

async function carryOut(
  host: EngineHost,
  message: Exclude<ToHost, { kind: 'start' | 'ping' }>,
  { port, shutDown }: Serving,
): Promise<void> {
  switch (message.kind) {
    case 'request':
      port.post({ kind: 'answer', id: message.id, answer: await host.answer(message.name, message.input) });
      return;
    case 'conditions':
      await host.setConditions(message);
      return;
    case 'power':
      if (message.state === 'resumed') await host.wake();
      return;
    // Heard by who asked.
    case 'proxy-found':
      return;
    case 'shut-down':
      await shutDown();
      return;
    default:
      message satisfies never;
  }
}
