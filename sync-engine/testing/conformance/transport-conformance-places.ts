import { expect, it } from 'vitest';
import { toFileId } from '../../core/model/ids.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import type { RemoteEntry, Transport } from '../../transport/transport.ts';
import type { TransportHarness } from './transport-conformance-harness.ts';
import { at, getDone, getEntry, getNames, NEVER, summarize } from './transport-conformance-harness.ts';

/** Directories are made where nothing is. */
export function describeMaking(get: () => TransportHarness): void {
  it('makes a directory and answers the stamp that a listing shows', async () => {
    const { transport } = get();

    const entry = getDone(await transport.makeDirectory(at('docs'), NEVER));

    expect(entry).toEqual(await getEntry(transport, 'docs'));
    expect(entry).toMatchObject({ name: 'docs', kind: 'directory' });
  });

  it.each([
    ['file', 'exists'],
    ['directory', 'exists'],
    ['nothing/below', 'parent-missing'],
  ])('makes none at %s: %s', async (path, reason) => {
    const { transport, user } = get();
    await user.writeFile('file', '1');
    await user.makeDirectory('directory');

    expect(summarize(await transport.makeDirectory(at(path), NEVER))).toBe(reason);
  });
}

/** Items move with their id, onto nothing. */
export function describeMoves(get: () => TransportHarness): void {
  it('moves a file with its id, etag and bytes', async () => {
    const { transport, user } = get();
    await user.makeDirectory('docs');
    await user.writeFile('a', 'hello');
    const before = await getEntry(transport, 'a');

    const entry = getDone(await moveCurrent(get().transport, 'a', 'docs/b'));

    expect(entry).toEqual({ ...before, name: 'b' });
    expect(await user.readFile('docs/b')).toBe('hello');
    expect(await getNames(transport)).toEqual(['docs']);
  });

  it('moves a directory with everything in it, ids and etags included', async () => {
    const { transport, user } = get();
    await user.makeDirectory('docs');
    await user.writeFile('docs/a', '1');
    const inside = await getEntry(transport, 'docs/a');
    const before = await getEntry(transport, 'docs');

    const entry = getDone(await moveCurrent(get().transport, 'docs', 'papers'));

    expect([entry.fileId, entry.etag]).toEqual([before.fileId, before.etag]);
    expect(await getEntry(transport, 'papers/a')).toEqual(inside);
  });

  it('renames to a name that differs in case only', async () => {
    const { transport, user } = get();
    await user.writeFile('readme', '1');

    getDone(await moveCurrent(get().transport, 'readme', 'README'));

    expect(await getNames(transport)).toEqual(['README']);
  });
}

/** What must not move stays where it is. */
export function describeRefusedMoves(get: () => TransportHarness): void {
  it.each(['file', 'directory'])('replaces nothing: a %s is in the way', async (obstacle) => {
    const { transport, user } = get();
    await user.writeFile('a', 'mine');
    await user.writeFile('file', 'theirs');
    await user.makeDirectory('directory');

    expect(summarize(await moveCurrent(get().transport, 'a', obstacle))).toBe('exists');
    expect([await user.readFile('file'), await getNames(transport)]).toEqual(['theirs', ['a', 'directory', 'file']]);
  });

  it('leaves an item that is moved onto itself', async () => {
    const { transport, user } = get();
    await user.writeFile('a', 'hello');

    const entry = getDone(await moveCurrent(get().transport, 'a', 'a'));

    expect(entry).toEqual(await getEntry(transport, 'a'));
    expect(await user.readFile('a')).toBe('hello');
  });

  it('does not move another item that took the place meanwhile', async () => {
    const { transport, user } = get();
    await user.writeFile('a', 'theirs');

    const outcome = await transport.move({ from: at('a'), to: at('b'), fileId: toFileId('another-id'), signal: NEVER });

    expect([summarize(outcome), await getNames(transport)]).toEqual(['changed-meanwhile', ['a']]);
  });

  it('says that the item is missing', async () => {
    const { transport } = get();

    expect(summarize(await transport.move({ from: at('a'), to: at('b'), fileId: toFileId('x'), signal: NEVER }))).toBe(
      'missing',
    );
  });

  it('says that the new directory is missing', async () => {
    const { transport, user } = get();
    await user.writeFile('a', '1');

    expect([summarize(await moveCurrent(get().transport, 'a', 'no/a')), await getNames(transport)]).toEqual([
      'parent-missing',
      ['a'],
    ]);
  });

  it('gives no file a name that servers take for a part of a chunked upload', async () => {
    const { transport, user } = get();
    await user.writeFile('a', '1');

    expect([summarize(await moveCurrent(get().transport, 'a', 'a-chunking-1-2-0')), await getNames(transport)]).toEqual(
      ['name-refused-by-server', ['a']],
    );
  });
}

/** Exactly what was observed is removed. */
export function describeRemovals(get: () => TransportHarness): void {
  it('removes the observed version of a file', async () => {
    const { transport, user } = get();
    await user.writeFile('a', '1');

    expect(await removeObserved(get().transport, 'a', await getEntry(transport, 'a'))).toBe('done');
    expect(await getNames(transport)).toEqual([]);
  });

  it('removes a directory with everything that was observed in it', async () => {
    const { transport, user } = get();
    await user.makeDirectory('docs');
    await user.writeFile('docs/a', '1');

    expect(await removeObserved(get().transport, 'docs', await getEntry(transport, 'docs'))).toBe('done');
    expect(await getNames(transport)).toEqual([]);
  });

  it('keeps a file that was edited meanwhile', async () => {
    const { transport, user } = get();
    await user.writeFile('a', '1');
    const observed = await getEntry(transport, 'a');
    await user.writeFile('a', 'theirs');

    expect([await removeObserved(get().transport, 'a', observed), await user.readFile('a')]).toEqual([
      'changed-meanwhile',
      'theirs',
    ]);
  });

  it('keeps a directory when something deep below it changed meanwhile', async () => {
    const { transport, user } = get();
    await user.makeDirectory('docs');
    await user.makeDirectory('docs/deep');
    const observed = await getEntry(transport, 'docs');
    await user.writeFile('docs/deep/new', 'theirs');

    expect([await removeObserved(get().transport, 'docs', observed), await user.readFile('docs/deep/new')]).toEqual([
      'changed-meanwhile',
      'theirs',
    ]);
  });

  it('keeps another item that took the place meanwhile', async () => {
    const { transport, user } = get();
    await user.writeFile('a', '1');
    const observed = await getEntry(transport, 'a');
    await user.move('a', 'b');
    await user.writeFile('a', '1');

    expect([await removeObserved(get().transport, 'a', observed), await getNames(transport)]).toEqual([
      'changed-meanwhile',
      ['a', 'b'],
    ]);
  });
}

/** What is gone, and what must never go. */
export function describeOtherRemovals(get: () => TransportHarness): void {
  it('is done when the item is gone already', async () => {
    const { transport, user } = get();
    await user.writeFile('a', '1');
    const observed = await getEntry(transport, 'a');
    await user.remove('a');

    expect(await removeObserved(get().transport, 'a', observed)).toBe('done');
  });

  it('removes a file only while another one has the version that it depends on', async () => {
    const { transport, user } = get();
    await user.writeFile('a', '1');
    await user.writeFile('b', '1');
    const { kind, fileId, etag } = await getEntry(transport, 'b');
    const first = await getEntry(transport, 'a');
    const onlyWhile = { path: at('a'), fileId: first.fileId, etag: first.etag };
    const request = { path: at('b'), kind, fileId, etag, signal: NEVER };
    await user.writeFile('a', '2');
    const changed = summarize(await transport.remove({ ...request, onlyWhile }));
    const etagNow = (await getEntry(transport, 'a')).etag;

    expect([changed, await getNames(transport)]).toEqual(['changed-meanwhile', ['a', 'b']]);
    expect(summarize(await transport.remove({ ...request, onlyWhile: { ...onlyWhile, etag: etagNow } }))).toBe('done');
    expect(await getNames(transport)).toEqual(['a']);
  });

  it('throws when the root itself is to be removed', async () => {
    const { transport } = get();
    const { kind, fileId, etag } = await getEntry(transport, '');

    await expect(transport.remove({ path: at(''), kind, fileId, etag, signal: NEVER })).rejects.toThrow(RangeError);
  });
}

async function moveCurrent(transport: Transport, from: string, to: string): Promise<Outcome<RemoteEntry>> {
  const { fileId } = await getEntry(transport, from);
  return transport.move({ from: at(from), to: at(to), fileId, signal: NEVER });
}

async function removeObserved(transport: Transport, path: string, observed: RemoteEntry): Promise<string> {
  const { kind, fileId, etag } = observed;
  return summarize(await transport.remove({ path: at(path), kind, fileId, etag, signal: NEVER }));
}
