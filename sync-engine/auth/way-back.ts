import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** A browser that came back with what was waited for. */
export interface CameBack {
  readonly query: URLSearchParams;
  /** Shows the last page. A browser that is gone by now is no failure. */
  answer(html: string): void;
}

/** The way back from the browser: an address on this computer that waits for one visit. */
export interface WayBack {
  /** Without a slash at the end, as it is registered. */
  readonly redirectUri: string;
  /** Resolves with the first visit that is meant for us; everything else is turned away and waited on. */
  readonly cameBack: Promise<CameBack>;
  close(): void;
}

export interface WayBackOptions {
  readonly host: '127.0.0.1' | 'localhost';
  /** Tried in this order; none: any free port. */
  readonly ports: readonly number[];
  /** Whether a visit belongs to this sign-in. Anybody on this computer can call, also a web page in a browser. */
  readonly isMeant: (query: URLSearchParams) => boolean;
  /** Page for visits that do not belong here. */
  readonly strangerPage: string;
}

/**
 * Opens the way back; undefined when no port could be had. `localhost` is both addresses of this computer: with only one
 * of them, another program could wait at the other one.
 * @see RFC 8252 §7.3, §8.3
 */
export async function openWayBack(options: WayBackOptions): Promise<WayBack | undefined> {
  const addresses = options.host === 'localhost' ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
  for (const wantedPort of options.ports.length === 0 ? [0, 0, 0] : options.ports) {
    const { promise, resolve } = Promise.withResolvers<CameBack>();
    const servers: Server[] = [];
    const receive = createReceiver(options, resolve);
    const port = await listenAll(addresses, wantedPort, { servers, receive });
    if (port !== undefined) {
      receive.host = `${options.host}:${port}`;
      return { redirectUri: `http://${options.host}:${port}`, cameBack: promise, close: () => closeAll(servers) };
    }
    closeAll(servers);
  }
  return undefined;
}

interface Receiver {
  (request: IncomingMessage, response: ServerResponse): void;
  /** What a browser calls us; another name would be a web page that has made its own name lead here. */
  host: string;
}

function createReceiver(options: WayBackOptions, resolve: (cameBack: CameBack) => void): Receiver {
  let isOver = false;
  const receive: Receiver = (request, response) => {
    // The parts of an address before the query are no business of ours.
    const url = URL.parse(request.url ?? '', 'http://localhost');
    const isForUs = request.headers.host === receive.host && url?.pathname === '/';
    const isMeant = isForUs && request.method === 'GET' && options.isMeant(url.searchParams);
    if (!isMeant || isOver) {
      sendPage(response, isForUs ? 400 : 404, options.strangerPage);
      return;
    }
    isOver = true;
    resolve({ query: url.searchParams, answer: (html) => sendPage(response, 200, html) });
  };
  receive.host = '';
  return receive;
}

/** The address holds a code: no page may load anything, tell where it came from, or be kept. */
function sendPage(response: ServerResponse, status: number, html: string): void {
  response.on('error', () => response.destroy());
  response
    .writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      Connection: 'close',
    })
    .end(html);
}

/** One port on all addresses; undefined when it is taken on one of them. A computer without IPv6 has only the other. */
async function listenAll(
  addresses: readonly string[],
  wantedPort: number,
  { servers, receive }: { readonly servers: Server[]; readonly receive: Receiver },
): Promise<number | undefined> {
  let port = wantedPort;
  for (const address of addresses) {
    const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000, maxHeaderSize: 16_384 }, receive);
    servers.push(server);
    const listening = await listen(server, address, port);
    if (listening === 'not-here' && address === '::1') continue;
    if (typeof listening !== 'number') return undefined;
    port = listening;
  }
  return port;
}

function listen(server: Server, address: string, port: number): Promise<number | 'taken' | 'not-here'> {
  return new Promise((resolve) => {
    server.once('error', (error) => {
      const isNotHere = 'code' in error && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');
      resolve(isNotHere ? 'not-here' : 'taken');
    });
    server.listen({ host: address, port, exclusive: true }, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : 'taken');
    });
  });
}

/** Pages that are being sent are sent to their end; no new visit gets in. */
function closeAll(servers: readonly Server[]): void {
  for (const server of servers) {
    server.close();
    server.closeIdleConnections();
  }
}
