import type { ServerResponse } from 'node:http';

/** Names of the events a server of this family sends. */
export type PushEventName =
  | 'postprocessing-finished'
  | 'file-touched'
  | 'folder-created'
  | 'item-renamed'
  | 'item-moved'
  | 'item-trashed'
  | 'item-restored'
  | 'file-locked'
  | 'file-unlocked';

/** The data of one event; ids as the profile writes them. */
export interface PushEvent {
  readonly name: PushEventName;
  readonly parentItemId: string | undefined;
  readonly itemId: string;
  readonly spaceId: string;
  /** Echo of the request's `Initiator-ID`, or empty. */
  readonly initiatorId: string;
  readonly etag: string | undefined;
}

/** Server-sent events by account; no replay and no keep-alive, as on the real server. */
export class PushHub {
  readonly #connections = new Map<number, Set<ServerResponse>>();

  connect(accountId: number, response: ServerResponse): void {
    const connections = this.#connections.get(accountId) ?? new Set();
    this.#connections.set(accountId, connections);
    connections.add(response);
    response.on('close', () => connections.delete(response));
  }

  announce(accountId: number, event: PushEvent): void {
    const data = JSON.stringify({
      ...(event.parentItemId === undefined ? {} : { parentitemid: event.parentItemId }),
      itemid: event.itemId,
      spaceid: event.spaceId,
      initiatorid: event.initiatorId,
      ...(event.etag === undefined ? {} : { etag: `"${event.etag}"` }),
      affecteduserids: null,
    });
    for (const response of this.#connections.get(accountId) ?? [])
      response.write(`id: \ndata: ${data}\nevent: ${event.name}\n\n`);
  }

  /** How many streams an account has open. */
  connectionCount(accountId: number): number {
    return this.#connections.get(accountId)?.size ?? 0;
  }

  close(): void {
    for (const connections of this.#connections.values()) for (const response of connections) response.destroy();
    this.#connections.clear();
  }
}
