import { createServer, request as sendRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A real proxy on this machine: forwards plain requests and opens tunnels, all of them to one port of this machine. */
export interface ForwardProxy extends AsyncDisposable {
  readonly port: number;
  /** Each request that was let through, as `<host>:<port>`. */
  readonly names: readonly string[];
  /** Paths of those that were forwarded; what goes through a tunnel is not seen. */
  readonly paths: readonly string[];
  /** How many were turned away with 407. */
  readonly refusals: number;
}

/** With `signIn` (`user:password`) it turns everybody else away with 407. @see RFC 9110, section 11.7 */
export async function startForwardProxy(targetPort: number, signIn?: string): Promise<ForwardProxy> {
  const [names, paths]: [string[], string[]] = [[], []];
  let refusals = 0;
  const wanted = signIn === undefined ? undefined : `Basic ${Buffer.from(signIn).toString('base64')}`;
  const isAllowed = ({ headers }: IncomingMessage): boolean => {
    const isRight = wanted === undefined || headers['proxy-authorization'] === wanted;
    if (!isRight) refusals += 1;
    return isRight;
  };
  const server = createServer((request, response) => {
    if (!isAllowed(request)) {
      response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="office"' }).end('who are you?');
      return;
    }
    names.push(toName(request.url));
    paths.push(new URL(request.url ?? '').pathname);
    forward(request, response, targetPort);
  });
  server.on('connect', (request, client: Duplex) => {
    if (!isAllowed(request)) {
      client.end('HTTP/1.1 407 Sign In\r\nProxy-Authenticate: Basic realm="office"\r\n\r\n');
      return;
    }
    names.push(request.url ?? '');
    openTunnel(client, targetPort);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    // A listening TCP server always has an AddressInfo.
    port: (server.address() as AddressInfo).port,
    names,
    paths,
    get refusals() {
      return refusals;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toName(url = ''): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '80'}`;
}

function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = request.headers;
  const { pathname, search } = new URL(request.url ?? '');
  const onward = sendRequest({ host: '127.0.0.1', port, method: request.method, path: pathname + search, headers });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    // A stream of events says nothing for a long time.
    response.flushHeaders();
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function openTunnel(client: Duplex, port: number): void {
  const onward = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
  client.on('error', () => onward.destroy());
  onward.on('error', () => client.destroy());
  client.pipe(onward).pipe(client);
}
