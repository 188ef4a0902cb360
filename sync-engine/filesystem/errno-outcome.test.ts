import { describe, expect, it } from 'vitest';
import { findErrno, parseOutcome, parseSyncError } from './errno-outcome.ts';

function errnoError(code: string): Error {
  return Object.assign(new Error(`${code}: /home/ana/secret.txt`), { code });
}

describe('parseOutcome', () => {
  it.each([
    ['EACCES', 'local-access-denied', 'item'],
    ['EPERM', 'local-access-denied', 'item'],
    ['EROFS', 'local-access-denied', 'sync-folder'],
    ['EBUSY', 'local-file-busy', 'item'],
    ['ETXTBSY', 'local-file-busy', 'item'],
    ['ENOSPC', 'disk-full', 'item'],
    ['EDQUOT', 'disk-full', 'item'],
    ['EIO', 'local-io-error', 'sync-folder'],
    ['ESTALE', 'local-io-error', 'sync-folder'],
    ['ENOTCONN', 'local-io-error', 'sync-folder'],
    ['ENODEV', 'local-io-error', 'sync-folder'],
    ['ENAMETOOLONG', 'local-name-refused', 'item'],
    ['EINVAL', 'local-name-refused', 'item'],
    ['EILSEQ', 'local-name-refused', 'item'],
    ['EWHATEVER', 'local-io-error', 'item'],
  ])('takes %s for %s of one %s', (errno, code, scope) => {
    expect(parseOutcome(errnoError(errno), 'move')).toMatchObject({ kind: 'failed', error: { code, scope } });
  });

  it.each([
    ['ENOENT', 'missing'],
    ['EEXIST', 'exists'],
    ['ENOTEMPTY', 'changed-meanwhile'],
    ['ELOOP', 'changed-meanwhile'],
    ['ENOTDIR', 'parent-missing'],
  ])('takes %s for a world that changed: %s', (errno, reason) => {
    expect(parseOutcome(errnoError(errno), 'move')).toEqual({ kind: 'refused', reason });
  });

  it('takes an error of Windows that has no name, as when a virus scanner keeps a file back, for one of that item', () => {
    const error = { code: 'local-io-error', scope: 'item', detail: 'open-file: UNKNOWN' };
    expect(parseOutcome(errnoError('UNKNOWN'), 'open-file')).toMatchObject({ kind: 'failed', error });
  });

  it('writes down neither paths nor messages', () => {
    expect(JSON.stringify(parseSyncError(errnoError('EIO'), 'move'))).not.toContain('ana');
  });

  it.each([new Error('a bug'), Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' }), 'text', undefined])(
    'rethrows what is no error of the system',
    (thrown) => {
      expect(() => parseOutcome(thrown, 'move')).toThrow();
      expect(findErrno(thrown)).toBeUndefined();
    },
  );
});
