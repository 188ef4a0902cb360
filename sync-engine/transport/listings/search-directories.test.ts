import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createScriptedRoot } from '#sync-engine/testing/builders/scripted-root.ts';
import type { ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import { searchForDirectories } from './search-directories.ts';

/** A hit as a recorded server writes it: asked under /dav, answered under /remote.php/dav. */
const hit = (path: string, type = '<d:collection/>'): string =>
  `<d:response><d:href>/remote.php/dav/spaces/s$1/${path}</d:href><d:propstat><d:prop><d:getetag></d:getetag><d:resourcetype>${type}</d:resourcetype><oc:score>10.5</oc:score></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;

let server: ScriptedServer;
let root: RemoteRoot;

beforeEach(async () => {
  server = await startScriptedServer();
  const remotePath = 'Amt' as RelativePath;
  root = createScriptedRoot(server, { segments: ['dav', 'spaces', 's$1', 'Amt'], remotePath, hasSearch: true });
});

afterEach(async () => {
  root.http.close();
  await server.close();
});

const search = (text: string) => searchForDirectories(root, text, new AbortController().signal);

function answer(status: number, ...hits: readonly string[]): void {
  const body = `<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">${hits.join('')}</d:multistatus>`;
  server.answer((_request, response) => response.writeHead(status, { 'Content-Type': 'application/xml' }).end(body));
}

describe('the search of a server', () => {
  it('names directories in the root, and neither files nor what lies elsewhere', async () => {
    answer(207, hit('Amt/B%C3%A4ume/Plan'), hit('Amt/plan.txt', ''), hit('Bund/Plan'), hit('Amt'), hit('Amt/%FF'));

    expect(await search('plan')).toEqual({ ok: true, value: ['Bäume/Plan'] });
  });

  it('is asked at the top of the space, in the words of the server', async () => {
    answer(207);
    await search('plan & co');
    root = { ...root, server: { ...root.server, kind: 'infinite-scale' } };
    await search('a "plan"*');

    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'REPORT /dav/spaces/s%241',
      'REPORT /dav/spaces/s%241',
    ]);
    expect(server.requests[0]?.body).toContain('<oc:pattern>plan &amp; co</oc:pattern>');
    expect(server.requests[1]?.body).toContain('<oc:pattern>name:"*a  plan*"</oc:pattern>');
  });

  it('is not asked where the server has none, or nothing is left of the text', async () => {
    expect(await search('**')).toEqual({ ok: true, value: [] });
    root = { ...root, hasSearch: false };

    expect(await search('plan')).toEqual({ ok: true, value: [] });
    expect(server.requests).toEqual([]);
  });

  it.each([400, 500])('fails with %i', async (status) => {
    answer(status);

    expect(await search('plan')).toMatchObject({ ok: false });
  });
});
