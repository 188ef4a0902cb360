import { networkInterfaces } from 'node:os';

/** How often the server is asked when it cannot push. */
export const POLL_MS = 30_000;

/** All addresses of this computer that others can see; another text than before means another network. */
export function readNetwork(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return addresses
    .flatMap(({ address, internal }) => (internal ? [] : [address]))
    .toSorted()
    .join(' ');
}
