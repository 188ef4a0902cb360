import type { SyncError } from '../core/model/sync-error.ts';
import { createError } from './status-outcome.ts';

/** A request that got no complete answer. */
export interface NetworkFailure {
  readonly error: SyncError;
  /** False only when the request provably never reached a server. */
  readonly mayHaveArrived: boolean;
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ERR_INVALID_URL',
]);

const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|ERROR_IN_CERT|CRL_)/;

/** Turns whatever a socket or axios threw into a failure without its headers, address or body. */
export function toNetworkFailure(thrown: unknown, method: string): NetworkFailure {
  const code = findCode(thrown);
  if (CERTIFICATE.test(code))
    return { error: createError('certificate-invalid', `${method}: ${code}`), mayHaveArrived: false };
  if (code.startsWith('HPE_'))
    return { error: createError('unexpected-answer', `${method}: ${code}`), mayHaveArrived: true };
  return { error: createError('server-unreachable', `${method}: ${code}`), mayHaveArrived: !NEVER_SENT.has(code) };
}

/** The stable code of a thrown system or axios error, looked for in its causes; `no-code` when there is none. */
export function findCode(thrown: unknown, depth = 0): string {
  if (typeof thrown !== 'object' || thrown === null || depth > 4) return 'no-code';
  if ('code' in thrown && typeof thrown.code === 'string' && !thrown.code.startsWith('ERR_BAD_')) return thrown.code;
  if ('cause' in thrown && thrown.cause !== undefined) return findCode(thrown.cause, depth + 1);
  if ('errors' in thrown && Array.isArray(thrown.errors)) return findCode(thrown.errors[0], depth + 1);
  return 'no-code';
}
