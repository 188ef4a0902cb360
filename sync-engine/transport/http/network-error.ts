import type { SyncError, SyncErrorCode } from '../../core/model/sync-error.ts';
import { createError } from './status-outcome.ts';

/** A request that got no complete answer. */
export interface NetworkFailure {
  readonly error: SyncError;
  /** False only when the request provably never reached a server. */
  readonly mayHaveArrived: boolean;
  /** What the system or a library called it, e.g. `ENOTFOUND`; for the first look at an address. */
  readonly systemCode?: string;
}

const NO_WAY = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
]);

/**
 * What the system was doing while there was no connection yet. When a network goes down under one that stands, the same
 * codes come from `read` and `write`, after all of a request may have arrived.
 */
const CONNECTING = new Set(['connect', 'getaddrinfo']);

const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|ERROR_IN_CERT|CRL_)/;

/** Turns whatever a socket or axios threw into a failure without its headers, address or body. */
export function toNetworkFailure(thrown: unknown, method: string): NetworkFailure {
  const systemCode = findCode(thrown);
  const detail = `${method}: ${systemCode}`;
  const certificateCode = toCertificateCode(systemCode);
  if (certificateCode !== undefined)
    return { error: createError(certificateCode, detail), mayHaveArrived: false, systemCode };
  if (systemCode === 'ERR_PROXY_TUNNEL') return { ...toProxyFailure(findProxyStatus(thrown), method), systemCode };
  if (systemCode.startsWith('HPE_'))
    return { error: createError('unexpected-answer', detail), mayHaveArrived: true, systemCode };
  const mayHaveArrived = systemCode !== 'ERR_INVALID_URL' && !(NO_WAY.has(systemCode) && isConnecting(thrown));
  return { error: createError('server-unreachable', detail), mayHaveArrived, systemCode };
}

/** What is wrong with a certificate, from the code of OpenSSL, BoringSSL or Node; undefined when it is none of theirs. */
function toCertificateCode(systemCode: string): SyncErrorCode | undefined {
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(systemCode)) return 'certificate-expired';
  if (/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/.test(systemCode)) return 'certificate-wrong-name';
  if (/SELF_SIGNED|^UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|^CERT_UNTRUSTED$/.test(systemCode))
    return 'certificate-untrusted';
  return CERTIFICATE.test(systemCode) ? 'certificate-invalid' : undefined;
}

/** The stable code of a thrown system or axios error, looked for in its causes; `no-code` when there is none. */
export function findCode(thrown: unknown, depth = 0): string {
  if (typeof thrown !== 'object' || thrown === null || depth > 4) return 'no-code';
  if ('code' in thrown && typeof thrown.code === 'string' && !thrown.code.startsWith('ERR_BAD_')) return thrown.code;
  if ('cause' in thrown && thrown.cause !== undefined) return findCode(thrown.cause, depth + 1);
  if ('errors' in thrown && Array.isArray(thrown.errors)) return findCode(thrown.errors[0], depth + 1);
  return 'no-code';
}

function isConnecting(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== 'object' || thrown === null || depth > 4) return false;
  if ('syscall' in thrown && typeof thrown.syscall === 'string') return CONNECTING.has(thrown.syscall);
  if ('cause' in thrown && thrown.cause !== undefined) return isConnecting(thrown.cause, depth + 1);
  return 'errors' in thrown && Array.isArray(thrown.errors) && isConnecting(thrown.errors[0], depth + 1);
}

/** A proxy that opened no way to the server. */
function toProxyFailure(status: number | undefined, method: string): Omit<NetworkFailure, 'systemCode'> {
  const code = status === 407 ? 'proxy-sign-in-needed' : 'server-unreachable';
  return { error: createError(code, `${method}: the proxy answers ${status ?? 'nothing'}`), mayHaveArrived: false };
}

function findProxyStatus(thrown: unknown, depth = 0): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || depth > 4) return undefined;
  if ('statusCode' in thrown && typeof thrown.statusCode === 'number') return thrown.statusCode;
  return 'cause' in thrown ? findProxyStatus(thrown.cause, depth + 1) : undefined;
}
