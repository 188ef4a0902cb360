import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Writes whatever it likes into a connection whose request has begun to arrive. */
export type RawScript = (request: { readonly method: string; readonly head: string }, socket: Socket) => void;

/** A server on loopback that need not speak HTTP. For tests only. */
export interface RawServer {
  readonly url: string;
  /** First lines and headers of all requests so far. */
  readonly heads: readonly string[];
  /** Bytes it got rid of; what nobody takes is not written. */
  readonly writtenBytes: number;
  close(): Promise<void>;
}

/** Starts a server that hands the head of each request to the script; one request a connection. */
export async function startRawServer(script: RawScript): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const heads: string[] = [];
  let writtenBytes = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    let head = '';
    const read = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', read).resume();
      heads.push(head);
      script({ method: head.slice(0, head.indexOf(' ')), head }, socket);
    };
    socket.on('data', read);
    // A client that closes early is what these tests are about.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      writtenBytes += socket.bytesWritten;
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server always has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heads,
    get writtenBytes() {
      return writtenBytes + [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A whole answer, after which the connection closes. */
export function rawAnswer(status: string, headers: readonly string[], body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body);
  const isSized = headers.some((header) => /^(?:content-length|transfer-encoding):/i.test(header));
  const lines = [`HTTP/1.1 ${status}`, 'Connection: close', ...headers];
  if (!isSized) lines.push(`Content-Length: ${bytes.length}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

/** Writes the same piece again and again, as fast as it is taken, until nobody takes it. */
export function writeForEver(socket: Socket, piece: string): void {
  const write = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', write);
  write();
}
