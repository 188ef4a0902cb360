import type { Holder } from '../core/model/holder.ts';
import { parseHolderName } from '../core/model/holder.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { discard } from './http/http-answer.ts';
import { readMultistatus } from './listings/list.ts';
import type { RawPropstat } from './listings/multistatus-parser.ts';
import { urlOf } from './servers/remote-root.ts';
import type { RemoteRoot } from './servers/remote-root.ts';

const BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:lockdiscovery/></d:prop></d:propfind>';

/**
 * The same outcome, with who holds the lock where a write ended at one and the server tells. No answer to a write has
 * a name in it, so that it is asked for; an error of that question changes nothing. @see RFC 4918 §15.8
 */
export async function nameHolder<Value>(
  root: RemoteRoot,
  path: RelativePath,
  { outcome, signal }: { readonly outcome: Outcome<Value>; readonly signal: AbortSignal },
): Promise<Outcome<Value>> {
  if (outcome.kind !== 'failed' || outcome.error.code !== 'locked-on-server' || signal.aborted) return outcome;
  const heldBy = await findHolder(root, path, signal);
  return heldBy === undefined ? outcome : { kind: 'failed', error: { ...outcome.error, heldBy } };
}

async function findHolder(root: RemoteRoot, path: RelativePath, signal: AbortSignal): Promise<Holder | undefined> {
  const result = await root.http.send({
    method: 'PROPFIND',
    url: urlOf(root, path),
    headers: { Depth: '0', 'Content-Type': 'application/xml; charset=utf-8' },
    body: BODY,
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return undefined;
  if (result.answer.status !== 207) {
    await discard(result.answer);
    return undefined;
  }
  const raw = await readMultistatus(result.answer, signal);
  if ('code' in raw) return undefined;
  const known = raw.responses[0]?.propstats.find(({ status }) => status === 200);
  return known === undefined ? undefined : toHolder(known.properties);
}

/**
 * Infinite Scale names people in properties of its own, beside an id in `owner`. ownCloud 10 writes the name there, with
 * the address for mail behind it, unless the program that locked had words of its own; what holds a URL is no person.
 */
export function toHolder(properties: RawPropstat['properties']): Holder | undefined {
  const owner = properties.get('activelock/owner') ?? '';
  const person = /https?:\/\//.test(owner) ? '' : owner.replace(/\s+\([^()\s]+@[^()\s]+\)$/, '');
  const told = properties.get('activelock/ownername') ?? person;
  const name = parseHolderName(told);
  const sinceMs = Date.parse(properties.get('activelock/locktime') ?? '');
  if (name === undefined) return undefined;
  return sinceMs >= 0 ? { name, sinceMs } : { name };
}
