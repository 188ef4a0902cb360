import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What a server has answered since it was started. */
export interface Traffic {
  readonly requests: number;
  /** Bytes on the line in both directions, headers included. */
  readonly bytes: number;
}

/** Counts all requests and bytes of a server; unlike the request log without a limit. */
export class TrafficMeter {
  readonly #open = new Set<Socket>();
  #requests = 0;
  #closedBytes = 0;

  constructor(server: Server) {
    server.on('request', () => {
      this.#requests += 1;
    });
    server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.once('close', () => {
        this.#open.delete(socket);
        this.#closedBytes += bytesOf(socket);
      });
    });
  }

  /** The counts of this moment. */
  read(): Traffic {
    const bytes = [...this.#open].reduce((sum, socket) => sum + bytesOf(socket), this.#closedBytes);
    return { requests: this.#requests, bytes };
  }
}

function bytesOf({ bytesRead, bytesWritten }: Socket): number {
  return bytesRead + bytesWritten;
}
