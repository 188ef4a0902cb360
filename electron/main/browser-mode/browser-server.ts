import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { KEY_REFUSED, windowMessageSchema } from '#ipc/messages.ts';
import type { WindowEvent } from '#ipc/window-event.ts';
import type { WindowPages } from '../window/page-files.ts';
import { readWindowPage } from '../window/page-files.ts';
import { toPageHeaders } from '../security/content-policy.ts';
import { WindowKeys } from './window-keys.ts';

/** What the windows talk to. */
export interface WindowService {
  /** Carries out a request, whatever it is. Never rejects. */
  handle(name: string, input: unknown): Promise<unknown>;
  /** Tells everything from now on, until the returned function is called. */
  subscribe(listener: (event: WindowEvent) => void): () => void;
}

export interface BrowserServer {
  /** Address for the browser; good for one window. */
  readonly address: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/**
 * Serves the windows to browsers of this computer. Listens on the loopback address only; answers only requests that name
 * exactly this server (no other name can be made to point here), and takes a socket only from its own page with a key.
 */
export async function startBrowserServer(pages: WindowPages, service: WindowService): Promise<BrowserServer> {
  const keys = new WindowKeys(() => randomBytes(32).toString('base64url'));
  const server = createServer();
  const port = await listen(server);
  const origin = `http://${HOST}:${port}`;
  server.on('request', (request, response) => void answer({ request, response, pages, port }));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isOurs = request.headers.host === `${HOST}:${port}` && request.headers.origin === origin;
    if (!isOurs || request.url !== '/socket') {
      // Whoever was refused may hang up before they hear it; nobody else listens to this socket.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => serve(connection, keys, service));
  });
  return {
    get address() {
      return `${origin}/#${keys.firstKey}`;
    },
    close: async () => {
      for (const connection of sockets.clients) connection.terminate();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly pages: WindowPages;
  readonly port: number;
}

async function answer({ request, response, pages, port }: Asked): Promise<void> {
  const nonce = randomBytes(16).toString('base64url');
  const isOurs = request.headers.host === `${HOST}:${port}`;
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const path = (request.url ?? '').split('?')[0] ?? '';
  const headers = toPageHeaders(path, { nonce, connectTo: [`ws://${HOST}:${port}`] });
  const file = isOurs && isReading ? await readWindowPage(pages, path, nonce) : undefined;
  if (file === undefined) {
    response.writeHead(isOurs ? 404 : 421, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': file.mediaType });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

/** One window. Until its key has been seen nothing is told and nothing is carried out. */
function serve(connection: WebSocket, keys: WindowKeys, service: WindowService): void {
  let unsubscribe: (() => void) | undefined;
  /** Until a request has come: a window asks for something only when it has kept its key. */
  let unconfirmedKey: string | undefined;
  const send = (message: unknown): void => {
    if (connection.readyState === connection.OPEN) connection.send(JSON.stringify(message));
  };
  connection.on('message', (data, isBinary) => {
    const message = isBinary || !Buffer.isBuffer(data) ? undefined : parseMessage(data.toString('utf8'));
    if (message?.kind === 'hello') {
      const sessionKey = unsubscribe === undefined ? keys.exchange(message.key) : undefined;
      if (sessionKey === undefined) {
        connection.close(KEY_REFUSED);
        return;
      }
      unsubscribe = service.subscribe((event) => send({ kind: 'event', event }));
      unconfirmedKey = sessionKey;
      send({ kind: 'welcome', sessionKey });
      return;
    }
    if (message === undefined || unsubscribe === undefined) return;
    if (unconfirmedKey !== undefined) keys.confirm(unconfirmedKey);
    unconfirmedKey = undefined;
    const { id, name, input } = message;
    void service.handle(name, input).then((result) => send({ kind: 'answer', id, answer: result }));
  });
  connection.on('close', () => unsubscribe?.());
  // A frame that breaks the protocol ends this connection; `close` follows.
  connection.on('error', () => {});
}

function parseMessage(text: string) {
  try {
    return windowMessageSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
