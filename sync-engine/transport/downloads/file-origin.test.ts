import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileId } from '../../core/model/ids.ts';
import { createScriptedRoot } from '#sync-engine/testing/builders/scripted-root.ts';
import { readFileOrigin } from './file-origin.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import type { ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';

const NOW = 'Fri, 27 Nov 2026 10:00:00 GMT';

let server: ScriptedServer;
let root: RemoteRoot;

beforeEach(async () => {
  server = await startScriptedServer();
  const plain = createScriptedRoot(server, { segments: ['dav', 'spaces', 's$1'] });
  root = { ...plain, server: { ...plain.server, kind: 'infinite-scale' } };
});

afterEach(async () => {
  root.http.close();
  await server.close();
});

const read = (id = 's$1!f') => readFileOrigin(root, id as FileId, new AbortController().signal);

function activity(message: string, displayName: string, recordedTime: string): unknown {
  return { template: { message, variables: { user: { id: 'u', displayName } } }, times: { recordedTime } };
}

function answer(status: number, body: unknown): void {
  const headers = { 'Content-Type': 'application/json', Date: NOW };
  server.answer((_request, response) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body)),
  );
}

describe('who wrote a file, on Infinite Scale', () => {
  it('is told by the newest activity about bytes, whoever moved or shared it later', async () => {
    answer(200, {
      value: [
        activity('{user} renamed {oldResource} to {resource}', 'Carla', '2026-11-27T09:59:59Z'),
        activity('{user} updated {resource} in {folder}', 'Bernd', '2026-11-27T09:59:30.5Z'),
        activity('{user} added {resource} to {folder}', 'Anna', '2026-11-27T08:00:00Z'),
      ],
    });

    expect(await read()).toEqual({ ok: true, value: { person: 'Bernd', receivedAgoMs: 29_500 } });
    expect(server.requests[0]?.path).toContain('kql=itemid%3As%241%21f+AND+limit%3A20+AND+sort%3Adesc');
  });

  it('is unknown without such an activity, and when a name is none', async () => {
    answer(200, { value: [{ odd: true }, activity('{user} moved {resource} to {folder}', 'Carla', NOW)] });
    expect(await read()).toEqual({ ok: true, value: { person: undefined, receivedAgoMs: undefined } });

    answer(200, {
      value: [activity('{user} updated {resource} in {folder}', '\u202Edrowssap', '2026-11-27T09:59:30Z')],
    });
    expect(await read()).toMatchObject({ ok: true, value: { person: undefined } });
  });

  it.each([
    [403, ''],
    [404, ''],
    [200, 'no json'],
    [200, { value: 1 }],
  ])('is a failure of the question alone when the server answers %i %j', async (status, body) => {
    answer(status, body);

    expect((await read()).ok).toBe(false);
  });
});

describe('who wrote a file, on ownCloud 10', () => {
  beforeEach(() => {
    root = {
      ...root,
      segments: ['box', 'remote.php', 'dav', 'files', 'anna'],
      server: { ...root.server, kind: 'owncloud10' },
    };
  });

  it('is told with the versions of the file, which are found by its number', async () => {
    const told = '<oc:meta-version-edited-by-name>Bernd Beispiel</oc:meta-version-edited-by-name>';
    const body = `<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>/x</d:href><d:propstat><d:prop>${told}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
    server.answer((_request, response) => response.writeHead(207, { 'Content-Type': 'application/xml' }).end(body));

    expect(await read('00000123ocabc')).toEqual({
      ok: true,
      value: { person: 'Bernd Beispiel', receivedAgoMs: undefined },
    });
    expect(server.requests[0]?.path).toBe('/box/remote.php/dav/meta/123/v');
  });

  it('is not asked with an id that has no number', async () => {
    expect(await read('strange')).toMatchObject({ ok: true, value: { person: undefined } });
    expect(server.requests).toEqual([]);
  });
});
