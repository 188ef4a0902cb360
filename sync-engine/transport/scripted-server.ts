import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived; the body is read to its end unless the connection breaks. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers one request; gets it whole, and the raw response for ill-behaved answers. */
export type Script = (request: ReceivedRequest, response: ServerResponse) => void;

/** A server on loopback that does exactly what a test says. For tests only. */
export interface ScriptedServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Replaces the script. */
  answer(script: Script): void;
  close(): Promise<void>;
}

/** Starts a server that answers 500 until it is told what to do. */
export async function startScriptedServer(
  script: Script = (_request, response) => void response.writeHead(500).end(),
): Promise<ScriptedServer> {
  let current = script;
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = toReceived(incoming, Buffer.concat(chunks).toString('utf8'));
      requests.push(request);
      current(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server always has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toReceived(incoming: IncomingMessage, body: string): ReceivedRequest {
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers, body };
}
