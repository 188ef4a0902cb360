import { describe, expect, it } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';
import type { TestServer } from '../testing/test-server.ts';

interface SyncAnswer {
  readonly status: number;
  /** Paths below the root; removed ones with a leading minus. */
  readonly members: readonly string[];
  readonly isTruncated: boolean;
  readonly token: string;
}

async function sync(
  test: TestServer,
  options: { readonly token?: string; readonly level?: string; readonly limit?: number; readonly path?: string } = {},
): Promise<SyncAnswer> {
  const limit = options.limit === undefined ? '' : `<d:limit><d:nresults>${options.limit}</d:nresults></d:limit>`;
  const body = `<d:sync-collection xmlns:d="DAV:"><d:sync-token>${options.token ?? ''}</d:sync-token><d:sync-level>${options.level ?? 'infinite'}</d:sync-level>${limit}<d:prop><d:getetag/></d:prop></d:sync-collection>`;
  const { status, text } = await test.send({ method: 'REPORT', path: options.path ?? '', body });
  const responses = [...text.matchAll(/<d:response><d:href>(.*?)<\/d:href>(.*?)<\/d:response>/gu)];
  const members = responses
    .filter(([, , rest]) => !rest?.includes(' 507 '))
    .map(([, href = '', rest = '']) => (rest.includes('404 Not Found') ? '-' : '') + href.replace(test.root, ''));
  return {
    status,
    members,
    isTruncated: text.includes('507 Insufficient Storage'),
    token: /<d:sync-token>(.*?)<\/d:sync-token>/u.exec(text)?.[1] ?? '',
  };
}

async function withTree(options: Parameters<typeof startTestServer>[1] = {}): Promise<TestServer> {
  const test = await startTestServer('owncloud10', options);
  for (const path of ['a', 'a/b', 'c']) await test.status('MKCOL', path);
  for (const path of ['a/1', 'a/b/2', 'top']) await test.status('PUT', path, {}, path);
  return test;
}

const ALL = ['a/', 'a/1', 'a/b/', 'a/b/2', 'c/', 'top'];

describe('REPORT sync-collection', () => {
  it('lists everything without a token and nothing with the newest one', async () => {
    await using test = await withTree();

    const first = await sync(test);

    expect(first.members).toEqual(ALL);
    expect((await sync(test, { token: first.token })).members).toEqual([]);
  });

  it('gives the same token as the property', async () => {
    await using test = await withTree();

    expect(await test.property('', 'd:sync-token')).toBe((await sync(test)).token);
  });

  it('reports a changed file with the directories whose etags changed, and removed members as 404', async () => {
    await using test = await withTree();
    const { token } = await sync(test);

    await test.status('PUT', 'a/b/2', {}, 'new');
    await test.status('DELETE', 'top');

    expect((await sync(test, { token })).members.toSorted()).toEqual(['-top', 'a/', 'a/b/', 'a/b/2']);
  });

  it('reports a moved directory as gone and with all its members at the new place', async () => {
    await using test = await withTree();
    const { token } = await sync(test);

    await test.status('MOVE', 'a', { Destination: `${test.root}c/moved` });

    expect((await sync(test, { token })).members.toSorted()).toEqual([
      '-a/',
      'c/',
      'c/moved/',
      'c/moved/1',
      'c/moved/b/',
      'c/moved/b/2',
    ]);
  });

  it('reports only direct members on level 1', async () => {
    await using test = await withTree();
    const { token, members } = await sync(test, { level: '1' });
    await test.status('PUT', 'a/b/2', {}, 'new');

    expect(members).toEqual(['a/', 'c/', 'top']);
    expect((await sync(test, { token, level: '1' })).members).toEqual(['a/']);
  });

  it('works on a collection below the root with a token of its own', async () => {
    await using test = await withTree();
    const { token, members } = await sync(test, { path: 'a' });
    await test.status('PUT', 'top', {}, 'outside');
    await test.status('PUT', 'a/b/3', {}, 'inside');

    expect(members).toEqual(['a/1', 'a/b/', 'a/b/2']);
    expect((await sync(test, { path: 'a', token })).members.toSorted()).toEqual(['a/b/', 'a/b/3']);
    expect((await sync(test, { path: '', token })).status).toBe(403);
  });

  it('cuts a first listing and goes on where it stopped, without missing a change in between', async () => {
    await using test = await withTree();
    const seen: string[] = [];
    let page = await sync(test, { limit: 2 });
    seen.push(...page.members);
    await test.status('PUT', 'a/0-late', {}, 'late');
    while (page.isTruncated) {
      page = await sync(test, { limit: 2, token: page.token });
      seen.push(...page.members);
    }
    const last = await sync(test, { token: page.token });

    expect(seen.toSorted()).toEqual(ALL);
    expect(last.members.toSorted()).toEqual(['a/', 'a/0-late']);
  });

  it('cuts the members of a moved directory, too', async () => {
    await using test = await withTree();
    const { token } = await sync(test);
    await test.status('MOVE', 'a', { Destination: `${test.root}z` });
    const seen: string[] = [];

    let page = await sync(test, { limit: 1, token });
    seen.push(...page.members);
    while (page.isTruncated) {
      page = await sync(test, { limit: 1, token: page.token });
      seen.push(...page.members);
    }

    expect(seen.toSorted()).toEqual(['-a/', 'z/', 'z/1', 'z/b/', 'z/b/2']);
  });

  it('refuses foreign, malformed and expired tokens with valid-sync-token', async () => {
    await using test = await withTree({ journalLimit: 5 });
    const { token } = await sync(test);
    for (let index = 0; index < 6; index += 1) await test.status('PUT', `n${index}`, {}, 'x');

    const statuses = await Promise.all(
      [token, 'urn:elsewhere', `${token}9`].map(async (entry) => (await sync(test, { token: entry })).status),
    );

    expect(statuses).toEqual([403, 403, 403]);
  });

  it("refuses a token from before another directory took a directory's place", async () => {
    await using test = await withTree();
    const { token } = await sync(test);
    await test.status('MOVE', 'a', { Destination: `${test.root}old` });
    await test.status('MKCOL', 'a');

    expect((await sync(test, { token })).status).toBe(403);
  });

  it('keeps tokens over a restart', async () => {
    await using test = await withTree();
    const { token } = await sync(test);
    await test.status('PUT', 'later', {}, 'x');

    await test.restart();

    expect((await sync(test, { token })).members).toEqual(['later']);
  });

  it('is refused where the journal is off, as real servers do', async () => {
    await using scale = await startTestServer('infinite-scale', { journal: false });
    const { status, text } = await scale.send({
      method: 'REPORT',
      path: '',
      body: '<d:sync-collection xmlns:d="DAV:"><d:sync-token/></d:sync-collection>',
    });

    expect(status).toBe(400);
    expect(text).toContain('missing search-files tag');
    expect(await scale.property('', 'd:sync-token')).toBeUndefined();
  });
});
