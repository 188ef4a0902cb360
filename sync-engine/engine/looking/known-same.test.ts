import { beforeEach, expect, test } from 'vitest';
import type { ETag, NodeId, RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID, toFileId, toNodeId } from '../../core/model/ids.ts';
import { EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import type { LocalItem, LocalStamp, NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { finish } from '../../core/model/steps.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import { emptyView } from '../../discovery/local-discovery.ts';
import { RemoteRows } from '../../sync-database/remote-rows.ts';
import type { BaseRow, RemoteRow } from '../../sync-database/sync-database.ts';
import type { ChangedPart } from './changed-part.ts';
import { findChangedPart } from './changed-part.ts';

const ROOT_KEY = 'root' as RemoteKey;
const NAMES = ['Akten', 'Post'];

/** Names of the server that a comparison has looked at since the list was emptied. */
let compared: string[];
let base: ReadonlyMap<NodeId, BaseRow>;
let rows: RemoteRows;
let views: ReadonlyMap<string, LocalView>;

beforeEach(() => {
  compared = [];
  const items = [
    ...NAMES.map((name) => toItem(name, 'directory')),
    ...NAMES.map((name) => toItem(`${name}/a`, 'file')),
  ];
  base = new Map(items.map((item) => [toId(item), toBaseRow(item)]));
  rows = RemoteRows.of(
    new Map([toRemoteRoot(), ...items.map((item) => toRemoteRow(item, 'etag'))].map((row) => [row.key, row])),
  );
  views = new Map(['', ...NAMES].map((path) => [path, toView(items, path)]));
});

function toStamp(number: number): LocalStamp {
  return { device: 1n, inode: BigInt(number), birthNs: 1n, sizeBytes: 0, mtimeNs: 5n, ctimeNs: 5n };
}

/** Each item has a number, which is its id and its inode. */
function toNumber(path: string): number {
  return 1 + ['Akten', 'Post', 'Akten/a', 'Post/a'].indexOf(path);
}

function toId({ path }: LocalItem): NodeId {
  return toNodeId(toNumber(path));
}

function toItem(path: string, kind: NodeKind): LocalItem {
  return { path: path as RelativePath, kind, stamp: toStamp(toNumber(path)) };
}

function splitPath(path: string): { readonly parent: string; readonly name: string } {
  const [first = '', second] = path.split('/');
  return second === undefined ? { parent: '', name: first } : { parent: first, name: second };
}

function toRemoteStamp(path: string, etag: string) {
  const agreed = { etag: etag as ETag, sizeBytes: 0, mtimeMs: 1, checksum: EMPTY_CHECKSUM, permissions: 'RDNVW' };
  return { ...agreed, fileId: toFileId(path) };
}

function toBaseRow({ path, kind, stamp }: LocalItem): BaseRow {
  const { parent, name } = splitPath(path);
  const parentId = parent === '' ? ROOT_ID : toNodeId(toNumber(parent));
  const remote = toRemoteStamp(path, 'etag');
  return { id: toNodeId(toNumber(path)), parentId, name, kind, checksum: EMPTY_CHECKSUM, local: stamp, remote };
}

function toRemoteRow({ path, kind }: LocalItem, etag: string): RemoteRow {
  const { parent, name } = splitPath(path);
  const place = { key: path as string as RemoteKey, parentKey: parent === '' ? ROOT_KEY : (parent as RemoteKey) };
  return { ...toRemoteStamp(path, etag), ...place, name, kind, isProcessing: false, listedEtag: undefined };
}

function toRemoteRoot(): RemoteRow {
  const stamp = { ...toRemoteStamp('root', 'etag'), checksum: undefined };
  const place = { key: ROOT_KEY, parentKey: undefined, name: '', kind: 'directory' } as const;
  return { ...stamp, ...place, isProcessing: false, listedEtag: undefined };
}

function toView(items: readonly LocalItem[], path: string): LocalView {
  return { ...emptyView(), items: items.filter((item) => splitPath(item.path).parent === path) };
}

/** Names of agreed rows that a plan would see. */
function compare(isWanted: (path: string) => boolean = () => false): readonly string[] {
  compared = [];
  const problems = { unlisted: [], damaged: [], unproven: [], problems: [], changes: [] };
  const part: ChangedPart | undefined = finish(
    findChangedPart({
      directories: new Map([...views].map(([path, view]) => [path as RelativePath, view])),
      remote: { rootKey: ROOT_KEY, rows, ...problems },
      base,
      rules: {
        checkForLocal: (name) => void compared.push(name),
        isExcluded: () => false,
      },
      isWanted,
      maxItems: 10,
      filesLeftOut: 0,
    }),
  );
  return [...(part?.base.values() ?? [])].map(({ name, parentId }) => (parentId === ROOT_ID ? name : `…/${name}`));
}

test('what was compared is not compared again, item by item, while nothing is read or written', () => {
  expect([compare(), compared]).toEqual([[], ['Akten', 'Post', 'a', 'a']]);

  expect([compare(), compared]).toEqual([[], []]);
});

test('a directory that was read anew is compared, and no other', () => {
  compare();
  const edited = { ...toItem('Post/a', 'file'), stamp: { ...toStamp(4), mtimeNs: 6n } };
  views = new Map([...views, ['Post', toView([edited], 'Post')]]);

  expect([compare(), compared]).toEqual([['Post', '…/a'], ['a']]);
});

test('what differs is found each time', () => {
  const edited = { ...toItem('Post/a', 'file'), stamp: { ...toStamp(4), mtimeNs: 6n } };
  views = new Map([...views, ['Post', toView([edited], 'Post')]]);

  expect([compare(), compare()]).toEqual([
    ['Post', '…/a'],
    ['Post', '…/a'],
  ]);
});

test('with other rows of the server, or of the base, everything is compared', () => {
  compare();
  rows = rows.copy();
  rows.set(toRemoteRow(toItem('Akten/a', 'file'), 'other'));

  expect([compare(), compared]).toEqual([
    ['Akten', '…/a'],
    ['Akten', 'Post', 'a', 'a'],
  ]);

  base = new Map([...base].filter(([, { name, parentId }]) => name !== 'a' || parentId !== toNodeId(2)));

  expect([compare(), compared.length]).toEqual([['Akten', 'Post', '…/a'], 4]);
});

test('a directory that a plan is to see is in it, however often it was the same', () => {
  compare();

  expect(compare((path) => path === 'Post')).toEqual(['Post', '…/a']);
});
