import { describe, expect, it } from 'vitest';
import { parseRequest, requests } from './contract.ts';
import type { RequestName } from './contract.ts';
import { createDesktopApi } from './desktop-api.ts';

const FOLDER = { folderId: 'f1' };

describe('a request', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'getstate', 7, undefined, {}])(
    'with the name %j is in no contract',
    (name) => {
      expect(parseRequest(name, {})).toBeUndefined();
    },
  );

  it.each([
    ['getState', { extra: 1 }],
    ['pause', { ...FOLDER, length: 'for-ever' }],
    ['explainPath', { ...FOLDER, path: '../../etc/passwd' }],
    ['explainPath', { ...FOLDER, path: '/etc/passwd' }],
    ['explainPath', { ...FOLDER, path: 'a/./b' }],
    ['removeFolder', { folderId: '../x' }],
    ['addFolder', { accountId: 'a', remotePath: '', localPath: 'a\0b' }],
    ['listHistory', { ...FOLDER, limit: 0 }],
  ])('%s with %j is refused', (name, input) => {
    expect(parseRequest(name, input)).toBeUndefined();
  });

  it('is read as what the contract says', () => {
    expect(parseRequest('pause', { length: 'hours-2' })).toEqual({ name: 'pause', input: { length: 'hours-2' } });
  });
});

describe('the desktop api', () => {
  it('has one method for every request and nothing else but events', () => {
    const api = createDesktopApi(
      () => Promise.resolve(undefined),
      () => () => {},
    );

    expect(Object.keys(api).toSorted()).toEqual([...Object.keys(requests), 'onEvent'].toSorted());
  });

  it('sends nothing that breaks the contract', async () => {
    const sent: RequestName[] = [];
    const api = createDesktopApi(
      (name) => {
        sent.push(name);
        return Promise.resolve({ ok: true, value: {} });
      },
      () => () => {},
    );

    const answer = await api.removeFolder({ folderId: 'not an id' });

    expect(answer).toEqual({ ok: false, error: { code: 'invalid-request' } });
    expect(sent).toEqual([]);
  });

  it.each([undefined, {}, { ok: true }, { ok: true, value: { localPath: 7 } }, { ok: false, error: { code: 'new' } }])(
    'calls the answer %j an internal error',
    async (answer) => {
      const api = createDesktopApi(
        () => Promise.resolve(answer),
        () => () => {},
      );

      expect(await api.suggestLocalFolder({ accountId: 'a' })).toEqual({
        ok: false,
        error: { code: 'internal-error' },
      });
    },
  );
});
