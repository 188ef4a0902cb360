import { readFile } from 'node:fs/promises';
import { Header, Pax } from 'tar';
import { findReadable } from '../dav/dav-path.ts';
import { emptyAnswer, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import type { NodeId, StoredNode } from '../store/node.ts';

const BLOCK_BYTES = 512;
/** Names that fit into the oldest form of a header; all others get an extended one. */
const MAX_PLAIN_NAME_BYTES = 100;
const TEXT_TYPE = { 'Content-Type': 'text/plain; charset=utf-8' } as const;

/** What ends an archive; before the first byte it is a status, after it only text in the middle of the archive. */
class ArchiveRefusal extends Error {
  readonly status: 404 | 413 | 500;

  constructor(status: 404 | 413 | 500, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * `GET /archiver?id=…&id=…&output-format=tar` of the Infinite Scale family: items and all that is below them, in the
 * order of the ids, as they are when their turn comes. Names are relative to the item that was asked for, so that two
 * files of one name come as two entries of one name. Limits are noticed while the archive is sent, and what goes wrong
 * then is written into it as text, under the status 200. The real server makes zip files, too.
 */
export async function answerArchive(context: ServerContext, exchange: Exchange, account: Account): Promise<Answer> {
  if (exchange.method !== 'GET') return emptyAnswer(405);
  const ids = exchange.query.getAll('id');
  if (ids.length === 0) return textAnswer(400, 'path and id lists are both empty', TEXT_TYPE);
  if (ids.some((id) => !/^[^$]+\$[^!]+/u.test(id))) return textAnswer(500, 'could not unwrap given file id', TEXT_TYPE);
  if (exchange.query.get('output-format') !== 'tar') return textAnswer(501, 'only tar', TEXT_TYPE);
  const pieces = archive(context, account, ids);
  try {
    // The real server has not written anything yet when its first item cannot be had.
    const first = await pieces.next();
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment; filename="download.tar"',
      'Content-Transfer-Encoding': 'binary',
    };
    return { status: 200, headers, body: { kind: 'made', pieces: withFailures(first, pieces) } };
  } catch (error) {
    if (error instanceof ArchiveRefusal) return textAnswer(error.status, error.message, TEXT_TYPE);
    throw error;
  }
}

async function* withFailures(
  first: IteratorResult<Buffer, void>,
  rest: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer> {
  try {
    if (first.done !== true) yield first.value;
    yield* rest;
  } catch (error) {
    if (!(error instanceof ArchiveRefusal)) throw error;
    yield Buffer.from(error.message);
  }
  yield Buffer.alloc(2 * BLOCK_BYTES);
}

interface Entry {
  readonly node: StoredNode;
  readonly name: string;
}

async function* archive(
  context: ServerContext,
  account: Account,
  ids: readonly string[],
): AsyncGenerator<Buffer, void> {
  const limits = context.options.archive;
  let files = 0;
  let sizeBytes = 0;
  for (const id of ids) {
    const nodeId = findReadable(context, account, id);
    if (nodeId === undefined) throw new ArchiveRefusal(404, `error: not found: ${id}`);
    for (const entry of walk(context, nodeId)) {
      files += 1;
      sizeBytes += entry.node.isDirectory ? 0 : entry.node.sizeBytes;
      if (files > limits.maxFiles) throw new ArchiveRefusal(413, 'reached max files count');
      if (sizeBytes > limits.maxBytes) throw new ArchiveRefusal(413, 'reached max total files size');
      yield* entryBytes(context, entry);
    }
  }
}

function* walk(context: ServerContext, root: NodeId): Generator<Entry> {
  const { nodes } = context.store;
  const below = function* (node: StoredNode, name: string): Generator<Entry> {
    // The root of a space has no name, and no entry.
    if (node.parentId !== undefined) yield { node, name };
    if (!node.isDirectory) return;
    for (const child of nodes.children(node.id))
      yield* below(child, name === '' ? child.name : `${name}/${child.name}`);
  };
  const node = nodes.find(root);
  if (node !== undefined) yield* below(node, node.name);
}

async function* entryBytes(context: ServerContext, { node, name }: Entry): AsyncGenerator<Buffer, void> {
  const header = headerOf(node, name);
  if (node.isDirectory || node.blobId === undefined) {
    yield header;
    return;
  }
  if (context.faults.readsProcessing(node.id)) {
    yield header;
    throw new ArchiveRefusal(500, 'error: not ready');
  }
  const bytes = await readFile(context.store.blobs.fileOf(node.blobId));
  yield Buffer.concat([header, bytes, Buffer.alloc((BLOCK_BYTES - (bytes.length % BLOCK_BYTES)) % BLOCK_BYTES)]);
}

/** As Go writes it: an extended header in front where the plain one cannot hold the name. */
function headerOf(node: StoredNode, name: string): Buffer {
  const path = node.isDirectory ? `${name}/` : name;
  const isPlain = /^[\x20-\x7e]*$/u.test(path) && path.length <= MAX_PLAIN_NAME_BYTES;
  const block = Buffer.alloc(BLOCK_BYTES);
  new Header({
    path: isPlain ? path : path.replaceAll(/[^\x20-\x7e]/gu, '_').slice(0, MAX_PLAIN_NAME_BYTES),
    mode: node.isDirectory ? 0o755 : 0o644,
    size: node.isDirectory ? 0 : node.sizeBytes,
    mtime: new Date(Math.floor(node.mtimeMs / 1000) * 1000),
    type: node.isDirectory ? 'Directory' : 'File',
  }).encode(block);
  return isPlain ? block : Buffer.concat([new Pax({ path }).encode(), block]);
}
