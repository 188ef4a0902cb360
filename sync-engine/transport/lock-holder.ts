import type { Holder } from '../core/model/holder.ts';
import { parseHolderName } from '../core/model/holder.ts';
import { toFileId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { readFacts } from './http/http-answer.ts';
import { toAnswerError } from './http/status-outcome.ts';
import { readMultistatus } from './listings/list.ts';
import type { RawPropstat } from './listings/multistatus-parser.ts';
import { urlOf } from './servers/remote-root.ts';
import type { RemoteRoot } from './servers/remote-root.ts';
import type { LockLook, RemoteLock, ServerDescription } from './transport.ts';

const BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">' +
  '<d:prop><d:lockdiscovery/><oc:id/></d:prop></d:propfind>';

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
  const look = await readLock(root, path, signal);
  if (look.kind !== 'locked' || look.holder === undefined) return outcome;
  return { kind: 'failed', error: { ...outcome.error, heldBy: look.holder } };
}

/** PROPFIND of `lockdiscovery`, depth 0. @see RFC 4918 §15.8 */
export async function readLock(root: RemoteRoot, path: RelativePath, signal: AbortSignal): Promise<LockLook> {
  const result = await root.http.send({
    method: 'PROPFIND',
    url: urlOf(root, path),
    headers: { Depth: '0', 'Content-Type': 'application/xml; charset=utf-8' },
    body: BODY,
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  if (result.answer.status !== 207) {
    const facts = await readFacts(result.answer);
    return facts.status === 404 ? { kind: 'free' } : { kind: 'failed', error: toAnswerError(facts) };
  }
  const raw = await readMultistatus(result.answer, signal);
  if ('code' in raw) return { kind: 'failed', error: raw };
  const known = raw.responses[0]?.propstats.find(({ status }) => status === 200);
  return known === undefined ? { kind: 'free' } : toLockLook(known.properties, root.server);
}

type Properties = RawPropstat['properties'];

function toLockLook(properties: Properties, server: ServerDescription): LockLook {
  if (![...properties.keys()].some((name) => name.startsWith('activelock/'))) return { kind: 'free' };
  const holder = toHolder(properties);
  const own = holder !== undefined && isSignedIn(holder, server) ? toLock(properties) : undefined;
  const leftMs = toLeftMs(properties.get('activelock/timeout'));
  return { kind: 'locked', holder, own, ...(leftMs === undefined ? {} : { leftMs }) };
}

/** @see RFC 4918 §10.7 */
function toLeftMs(timeout = ''): number | undefined {
  const seconds = /^second-(\d{1,10})$/i.exec(timeout.trim())?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** Servers name people by the name that is shown or by that of the account. */
function isSignedIn({ name }: Holder, { userId, displayName }: ServerDescription): boolean {
  return [userId, displayName].some((own) => own.toLowerCase() === name.toLowerCase());
}

function toLock(properties: Properties): RemoteLock | undefined {
  const [id = '', token = ''] = [properties.get('id'), properties.get('activelock/locktoken')];
  return id === '' || token === '' ? undefined : { fileId: toFileId(id), token };
}

/**
 * Infinite Scale names people in properties of its own, beside an id in `owner`. ownCloud 10 writes the name there, with
 * the address for mail behind it, unless the program that locked had words of its own; what holds a URL is no person.
 */
export function toHolder(properties: Properties): Holder | undefined {
  const owner = properties.get('activelock/owner') ?? '';
  const person = /https?:\/\//.test(owner) ? '' : owner.replace(/\s+\([^()\s]+@[^()\s]+\)$/, '');
  const told = properties.get('activelock/ownername') ?? person;
  const name = parseHolderName(told);
  const sinceMs = Date.parse(properties.get('activelock/locktime') ?? '');
  if (name === undefined) return undefined;
  return sinceMs >= 0 ? { name, sinceMs } : { name };
}
