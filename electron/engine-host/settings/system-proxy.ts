import { toHostSchema } from '#ipc/messages.ts';
import type { FindSystemProxy } from '#sync-engine/core/model/proxy-setting.ts';
import type { HostPort } from '../host-port.ts';

/** A script (PAC) may have to be fetched first. */
const LIMIT_MS = 20_000;

/** Asks the process above which proxy leads to an address. Rejects when nothing was found out in time. */
export function createSystemProxy(port: HostPort, limitMs = LIMIT_MS): FindSystemProxy {
  const waiting = new Map<number, (answer: string | undefined) => void>();
  let lastId = 0;
  port.onMessage((data) => {
    const message = toHostSchema.safeParse(data).data;
    if (message?.kind === 'proxy-found') waiting.get(message.id)?.(message.answer);
  });
  return async (url) => {
    lastId += 1;
    const id = lastId;
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const timer = setTimeout(() => resolve(undefined), limitMs);
    waiting.set(id, resolve);
    port.post({ kind: 'find-proxy', id, url });
    const answer = await promise;
    clearTimeout(timer);
    waiting.delete(id);
    if (answer === undefined) throw new Error('the system does not say which proxy leads there');
    return answer;
  };
}
