import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** `up` is from the client to the server. */
export type Direction = 'up' | 'down';

/** A line to a server on loopback that breaks where it is told, whatever is on it just then. */
export interface FlakyLine extends AsyncDisposable {
  /** Takes the place of the server's address. */
  readonly url: string;
  /** Bytes that went through in each direction, headers included. */
  readonly passedBytes: Readonly<Record<Direction, number>>;
  /** Cuts so far. */
  readonly cuts: number;
  /** Breaks all connections each time so many further bytes have gone in this direction; forgets earlier plans. */
  plan(direction: Direction, afterBytes: readonly number[]): void;
  /** Called right after each cut. */
  onCut: () => void;
}

/** Opens a line to a server that listens on this port of the loopback address. */
export async function openFlakyLine(serverPort: number): Promise<FlakyLine> {
  const sockets = new Set<Socket>();
  const passedBytes: Record<Direction, number> = { up: 0, down: 0 };
  let planned: { readonly direction: Direction; readonly positions: number[] } = { direction: 'up', positions: [] };
  let cuts = 0;

  const cut = (): void => {
    planned.positions.shift();
    cuts += 1;
    for (const socket of sockets) socket.destroy();
    line.onCut();
  };
  const pass = (from: Socket, to: Socket, direction: Direction): void => {
    from.on('data', (chunk: Buffer) => {
      const position = planned.direction === direction ? planned.positions[0] : undefined;
      const room = position === undefined ? chunk.length : Math.max(0, position - passedBytes[direction]);
      const passing = chunk.subarray(0, room);
      passedBytes[direction] += passing.length;
      if (passing.length < chunk.length) {
        to.end(passing);
        cut();
      } else if (!to.write(passing)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    for (const socket of [client, upstream]) sockets.add(socket);
    pass(client, upstream, 'up');
    pass(upstream, client, 'down');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server always has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const line: FlakyLine = {
    url: `http://127.0.0.1:${port}`,
    passedBytes,
    get cuts() {
      return cuts;
    },
    plan: (direction, afterBytes) => {
      planned = { direction, positions: afterBytes.map((bytes) => passedBytes[direction] + bytes) };
    },
    onCut: () => {},
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return line;
}
