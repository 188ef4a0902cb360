import { expect, it } from 'vitest';
import { toNetworkFailure } from './network-error.ts';

const thrown = (code: string, syscall?: string): Error =>
  Object.assign(new Error('a socket'), { code, ...(syscall === undefined ? {} : { syscall }) });

it.each([
  ['ECONNREFUSED', 'connect', false],
  ['ENOTFOUND', 'getaddrinfo', false],
  ['ENETUNREACH', 'connect', false],
  ['ERR_INVALID_URL', undefined, false],
  ['ETIMEDOUT', 'connect', true],
  ['ECONNRESET', 'read', true],
  ['EPIPE', 'write', true],
  ['EHOSTUNREACH', 'read', true],
  ['ENETDOWN', 'write', true],
  ['ENETUNREACH', undefined, true],
] as const)('takes %s for a server that cannot be reached for now, seen by %s', (code, syscall, mayHaveArrived) => {
  const failure = toNetworkFailure(new Error('outer', { cause: thrown(code, syscall) }), 'PUT');

  expect(failure).toMatchObject({ error: { code: 'server-unreachable', retry: { kind: 'after' } }, mayHaveArrived });
});

it.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-untrusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-untrusted'],
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'certificate-expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-wrong-name'],
  ['CERT_REVOKED', 'certificate-invalid'],
])('takes %s for %s, before anything was sent', (systemCode, code) => {
  const failure = toNetworkFailure(thrown(systemCode), 'PUT');

  expect(failure).toMatchObject({
    error: { code, scope: 'account', retry: { kind: 'user-action' } },
    mayHaveArrived: false,
    systemCode,
  });
});

it('finds the code in the causes of what was thrown', () => {
  const wrapped = new Error('outer', { cause: new AggregateError([thrown('ECONNREFUSED')]) });

  expect(toNetworkFailure(wrapped, 'GET').error.detail).toBe('GET: ECONNREFUSED');
});
