import { refuseRequest } from '#ipc/answer.ts';
import { createDesktopApi } from '#ipc/desktop-api.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import { browserMessageSchema, KEY_REFUSED } from '#ipc/messages.ts';
import type { WindowEvent } from '#ipc/window-event.ts';

/** How long it waits before it connects anew, in ms. */
const RECONNECT_MS = 500;

/** The part of a WebSocket that is used. */
export type Socket = Pick<WebSocket, 'send' | 'addEventListener'>;

/** Where the key of the connection is kept while the window is open. */
export interface KeyPlace {
  read(): string | undefined;
  write(key: string): void;
}

/**
 * The desktop api over a WebSocket. A broken connection is opened again; requests that were under way then end as
 * `host-unavailable`, and the windows hear `host-restarting` and `host-ready`.
 */
export function connectOverSocket(open: () => Socket, keyPlace: KeyPlace): DesktopApi {
  const bridge = new SocketBridge(open, keyPlace);
  bridge.connect();
  return createDesktopApi(
    (name, input) => bridge.send(name, input),
    (listener) => bridge.listen(listener),
  );
}

class SocketBridge {
  readonly #open: () => Socket;
  readonly #keyPlace: KeyPlace;
  readonly #listeners = new Set<(event: WindowEvent) => void>();
  readonly #pending = new Map<number, (answer: unknown) => void>();
  readonly #waiting: string[] = [];
  #socket: Socket | undefined;
  #isWelcome = false;
  #nextId = 0;

  constructor(open: () => Socket, keyPlace: KeyPlace) {
    this.#open = open;
    this.#keyPlace = keyPlace;
  }

  connect(): void {
    const socket = this.#open();
    this.#socket = socket;
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ kind: 'hello', key: this.#keyPlace.read() ?? '' }));
    });
    socket.addEventListener('message', (message) => this.#hear(message.data));
    socket.addEventListener('close', ({ code }) => this.#lose(code));
  }

  send(name: string, input: unknown): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    const text = JSON.stringify({ kind: 'request', id, name, input });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#pending.set(id, resolve);
    if (this.#isWelcome) this.#socket?.send(text);
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
    switch (message.kind) {
      case 'welcome':
        this.#keyPlace.write(message.sessionKey);
        this.#isWelcome = true;
        for (const text of this.#waiting.splice(0)) this.#socket?.send(text);
        this.#tell({ kind: 'host-ready' });
        return;
      case 'event':
        this.#tell(message.event);
        return;
      case 'answer':
        this.#pending.get(message.id)?.(message.answer);
        this.#pending.delete(message.id);
        return;
      default:
        message satisfies never;
    }
  }

  #lose(code: number): void {
    this.#socket = undefined;
    this.#isWelcome = false;
    this.#waiting.length = 0;
    for (const resolve of this.#pending.values()) resolve(refuseRequest('host-unavailable'));
    this.#pending.clear();
    if (code === KEY_REFUSED) {
      this.#tell({ kind: 'key-refused' });
      return;
    }
    this.#tell({ kind: 'host-restarting' });
    setTimeout(() => this.connect(), RECONNECT_MS);
  }

  #tell(event: WindowEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
