import { describe, expect, it } from 'vitest';
import type { AnswerFacts } from './status-outcome.ts';
import { toAnswerError, toWriteFailure } from './status-outcome.ts';

const facts = (status: number, more: Partial<AnswerFacts> = {}): AnswerFacts => ({
  method: 'PUT',
  status,
  exception: '',
  message: '',
  retryAfterMs: undefined,
  ...more,
});
const sabre = (name: string, message = ''): Partial<AnswerFacts> => ({
  exception: `Sabre\\DAV\\Exception\\${name}`,
  message,
});

describe('the meaning of an answer to a write', () => {
  it.each([
    [facts(202), 'unknown', 'unexpected-answer', 'item'],
    [facts(207), 'unknown', 'unexpected-answer', 'item'],
    [facts(302), 'failed', 'unexpected-answer', 'item'],
    [facts(400), 'failed', 'unexpected-answer', 'item'],
    [
      facts(400, sabre('BadRequest', 'The computed checksum does not match the one received from the client.')),
      'failed',
      'checksum-mismatch',
      'item',
    ],
    [
      facts(400, sabre('BadRequest', 'name validation failed: must not contain \\')),
      'failed',
      'name-refused-by-server',
      'item',
    ],
    [facts(401), 'failed', 'sign-in-refused', 'account'],
    [facts(403), 'failed', 'no-permission', 'item'],
    [facts(413), 'failed', 'too-large-for-server', 'item'],
    [facts(415), 'failed', 'too-large-for-server', 'item'],
    [facts(423), 'failed', 'locked-on-server', 'item'],
    [facts(425), 'failed', 'processing-on-server', 'item'],
    [facts(429), 'failed', 'server-busy', 'account'],
    [facts(500), 'unknown', 'server-error', 'item'],
    [facts(501), 'failed', 'server-error', 'item'],
    [facts(502), 'unknown', 'server-error', 'item'],
    [facts(503), 'unknown', 'server-busy', 'account'],
    [facts(503, { retryAfterMs: 5000 }), 'failed', 'server-busy', 'account'],
    [facts(503, sabre('ServiceUnavailable', 'System in maintenance mode.')), 'failed', 'server-maintenance', 'account'],
    [facts(503, sabre('ServiceUnavailable', 'Storage is temporarily not available')), 'unknown', 'server-busy', 'item'],
    [facts(504), 'unknown', 'server-error', 'item'],
    [facts(507), 'failed', 'quota-exceeded', 'item'],
  ] as const)('%o: %s, %s, %s', (answer, ...meaning) => {
    const [kind, code, scope] = meaning;
    expect(toWriteFailure(answer)).toMatchObject({ kind, error: { code, scope } });
  });

  it('waits as long as the server asks', () => {
    expect(toAnswerError(facts(429, { retryAfterMs: 7000 })).retry).toEqual({ kind: 'after', delayMs: 7000 });
  });

  it('names method, status and the words of the server', () => {
    expect(toAnswerError(facts(403, { message: 'not yours' })).detail).toBe('PUT 403 not yours');
  });
});
