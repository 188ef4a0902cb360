import { createServer, request as sendRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A server in front of another that counts how many requests are open at once. */
export interface CountingProxy extends AsyncDisposable {
  readonly url: string;
  /** The most requests of a method that were in flight at one moment. */
  highest(method: string): number;
}

/** Starts a proxy on loopback. */
export async function countInFlight(targetUrl: string): Promise<CountingProxy> {
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  const server = createServer((request, response) => {
    const method = request.method ?? '';
    const now = (open.get(method) ?? 0) + 1;
    open.set(method, now);
    most.set(method, Math.max(now, most.get(method) ?? 0));
    response.once('close', () => open.set(method, (open.get(method) ?? 0) - 1));
    forward(targetUrl, request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    highest: (method) => most.get(method) ?? 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** Keeps the Host header, so that URLs in the server's answers lead back through the proxy. */
function forward(targetUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const target = new URL(request.url ?? '/', targetUrl);
  const onward = sendRequest(target, { method: request.method ?? 'GET', headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
