import { refuseRequest } from '#ipc/answer.ts';
import { createDesktopApi } from '#ipc/desktop-api.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import { browserMessageSchema } from '#ipc/messages.ts';
import type { WindowEvent } from '#ipc/window-event.ts';

/** How long it waits before it connects anew, in ms. */
const RECONNECT_MS = 500;

/** The part of a WebSocket that is used. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'addEventListener' | 'readyState'>;

/**
 * The desktop api over a WebSocket. A broken connection is opened again; requests that were under way then end as
 * `host-unavailable`, and the windows hear `host-restarting` and `host-ready`.
 */
export function connectOverSocket(open: () => Socket): DesktopApi {
  const bridge = new SocketBridge(open);
  bridge.connect();
  return createDesktopApi(
    (name, input) => bridge.send(name, input),
    (listener) => bridge.listen(listener),
  );
}

class SocketBridge {
  readonly #open: () => Socket;
  readonly #listeners = new Set<(event: WindowEvent) => void>();
  readonly #pending = new Map<number, (answer: unknown) => void>();
  readonly #waiting: string[] = [];
  #socket: Socket | undefined;
  #nextId = 0;

  constructor(open: () => Socket) {
    this.#open = open;
  }

  connect(): void {
    const socket = this.#open();
    this.#socket = socket;
    socket.addEventListener('open', () => {
      for (const text of this.#waiting.splice(0)) socket.send(text);
      this.#tell({ kind: 'host-ready' });
    });
    socket.addEventListener('message', (message) => this.#hear(message.data));
    socket.addEventListener('close', () => this.#lose());
  }

  send(name: string, input: unknown): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    const text = JSON.stringify({ kind: 'request', id, name, input });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#pending.set(id, resolve);
    if (this.#socket?.readyState === 1) this.#socket.send(text);
    else this.#waiting.push(text);
    return promise;
  }

  listen(listener: (event: WindowEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #hear(data: unknown): void {
    const message = browserMessageSchema.safeParse(typeof data === 'string' ? JSON.parse(data) : undefined).data;
    if (message === undefined) return;
    if (message.kind === 'event') {
      this.#tell(message.event);
      return;
    }
    this.#pending.get(message.id)?.(message.answer);
    this.#pending.delete(message.id);
  }

  #lose(): void {
    this.#socket = undefined;
    this.#waiting.length = 0;
    for (const resolve of this.#pending.values()) resolve(refuseRequest('host-unavailable'));
    this.#pending.clear();
    this.#tell({ kind: 'host-restarting' });
    setTimeout(() => this.connect(), RECONNECT_MS);
  }

  #tell(event: WindowEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
