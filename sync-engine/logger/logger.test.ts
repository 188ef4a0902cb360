import { describe, expect, it } from 'vitest';
import type { LogLevel } from './json-lines-logger.ts';
import { JsonLinesLogger } from './json-lines-logger.ts';
import type { LogFields } from './logger.ts';
import { MemoryLogger } from './memory-logger.ts';

function createLogger(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const logger = new JsonLinesLogger({ output: { write: (line) => lines.push(line) }, level, nowMs: () => 0 });
  return { logger, lines };
}

/** The one line that these fields make. */
function logFields(fields: LogFields): string {
  const { logger, lines } = createLogger();
  logger.info('request-sent', fields);
  return lines.join('');
}

describe('JsonLinesLogger', () => {
  it('writes one JSON object per record and line', () => {
    const { logger, lines } = createLogger();

    logger.warn('run-ended', { durationMs: 12, isComplete: true, path: 'a\nb' });

    expect(lines).toHaveLength(1);
    expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'warn',
      event: 'run-ended',
      fields: { durationMs: 12, isComplete: true, path: 'a\nb' },
    });
  });

  it('drops records below its level', () => {
    const { logger, lines } = createLogger('warn');

    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');

    expect(lines.map((line) => /"event":"(.)"/.exec(line)?.[1])).toEqual(['c', 'd']);
  });

  it.each([
    ['a password field', { password: 'hunter2secret' }],
    ['a number in a password field', { appPassword: 4711, text: 'x' }],
    ['a token field', { refreshToken: 'hunter2secret' }],
    ['an Authorization header', { header: 'Authorization: Basic aHVudGVyMnNlY3JldA==' }],
    ['a header in JSON', { headers: '{"authorization":"Custom hunter2secret","x":"y"}' }],
    ['a Bearer value', { header: 'sent Bearer hunter2secret' }],
    ['a Basic value', { header: 'sent basic aHVudGVyMnNlY3JldA==' }],
    ['a cookie', { header: 'Cookie: oc_session=hunter2secret; a=b' }],
    ['user and password in a URL', { url: 'https://ana:hunter2secret@cloud.example/remote.php' }],
    ['a password with @ in a URL', { url: 'https://ana:p@hunter2secret@cloud.example/' }],
    ['a secret in a query', { url: 'https://cloud.example/x?a=1&access_token=hunter2secret&b=2' }],
    ['a code in a query', { url: 'http://127.0.0.1:1/?code=hunter2secret&state=4711' }],
    ['a signed address', { url: 'https://cloud.example/x?OC-Signature=hunter2secret' }],
    ['a password in JSON', { body: '{"password": "hunter2secret"}' }],
    ['a JSON web token', { text: 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.aHVudGVyMnNlY3JldA' }],
  ])('takes out %s', (_what, fields) => {
    const line = logFields(fields);

    expect(line).not.toMatch(/hunter2secret|4711|aHVudGVyMnNlY3JldA/);
    expect(line).toContain('[redacted]');
  });

  it('takes secrets out of the name of the event too', () => {
    const { logger, lines } = createLogger();

    logger.error('failed with Bearer hunter2secret');

    expect(lines[0]).not.toContain('hunter2secret');
  });

  it.each([
    ['paths with an at sign', { path: 'Docs/ana@home/notes on passwords.txt' }],
    ['addresses without secrets', { url: 'https://cloud.example/remote.php/dav/files/ana/?depth=1' }],
    ['whether there is a token', { hasToken: false }],
  ])('leaves %s as they are', (_what, fields) => {
    expect(JSON.parse(logFields(fields))).toMatchObject({ fields });
  });

  it('cuts values that are too long for a log', () => {
    expect(logFields({ body: 'x'.repeat(100_000) }).length).toBeLessThan(2_300);
  });
});

describe('MemoryLogger', () => {
  it('keeps records in order', () => {
    const logger = new MemoryLogger();

    logger.info('started');
    logger.error('failed', { code: 'disk-full' });

    expect(logger.records).toEqual([
      { level: 'info', event: 'started', fields: {} },
      { level: 'error', event: 'failed', fields: { code: 'disk-full' } },
    ]);
  });
});
