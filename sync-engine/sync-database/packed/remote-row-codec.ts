import type { ChecksumSet } from '../../core/model/checksum.ts';
import type { ETag, FileId } from '../../core/model/ids.ts';
import type { RemoteRow } from '../sync-database.ts';
import type { NumberedTexts } from './numbered-texts.ts';
import type { RecordReader } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';

const IS_DIRECTORY = 1;
const IS_PROCESSING = 2;
/** The file id is not the key, and follows. */
const IS_TWIN = 4;
/** The etag under which it was listed is its own, and does not follow. */
const IS_LISTED_AS_IT_IS = 8;

/** In place of the number of permissions where there are none. */
const NO_NUMBER = -1;

/** Writes rows without key and place. */
export class RemoteRowWriter {
  readonly #writer = new RecordWriter();

  /** The record, until the next row is written. */
  write(row: RemoteRow, permissions: NumberedTexts): Buffer {
    const writer = this.#writer;
    const isListedAsItIs = row.listedEtag === row.etag;
    writer.start();
    writer.byte(
      (row.kind === 'directory' ? IS_DIRECTORY : 0) |
        (row.isProcessing ? IS_PROCESSING : 0) |
        (isTwin(row) ? IS_TWIN : 0) |
        (isListedAsItIs ? IS_LISTED_AS_IT_IS : 0),
    );
    writer.number(row.sizeBytes);
    writer.number(row.mtimeMs);
    writer.integer(row.permissions === undefined ? NO_NUMBER : permissions.add(row.permissions));
    writer.text(row.name);
    writer.text(row.etag);
    writer.text(row.checksum);
    if (!isListedAsItIs) writer.text(row.listedEtag);
    if (isTwin(row)) writer.text(row.fileId);
    return writer.take();
  }
}

/** True for an item whose file id another one has as its key. */
export function isTwin({ key, fileId }: Pick<RemoteRow, 'key' | 'fileId'>): boolean {
  return (key as string) !== (fileId as string);
}

/** The row of a record. */
export function readRemoteRow(
  reader: RecordReader,
  { key, parentKey }: Pick<RemoteRow, 'key' | 'parentKey'>,
  permissions: NumberedTexts,
): RemoteRow {
  const flags = reader.byte();
  const [sizeBytes, mtimeMs, permissionsNumber] = [reader.number(), reader.number(), reader.integer()];
  const [name, etag] = [reader.requiredText(), reader.requiredText() as ETag];
  const checksum = reader.text() as ChecksumSet | undefined;
  const listedEtag = (flags & IS_LISTED_AS_IT_IS) === 0 ? (reader.text() as ETag | undefined) : etag;
  const fileId = (flags & IS_TWIN) === 0 ? (key as string) : reader.requiredText();
  return {
    key,
    parentKey,
    fileId: fileId as FileId,
    name,
    kind: (flags & IS_DIRECTORY) === 0 ? 'file' : 'directory',
    etag,
    sizeBytes,
    mtimeMs,
    checksum,
    permissions: permissions.get(permissionsNumber),
    isProcessing: (flags & IS_PROCESSING) !== 0,
    listedEtag,
  };
}

/** What can be told of a row without reading all of it. */
export function readRemoteFlags(reader: RecordReader): { readonly isDirectory: boolean; readonly isTwin: boolean } {
  const flags = reader.byte();
  return { isDirectory: (flags & IS_DIRECTORY) !== 0, isTwin: (flags & IS_TWIN) !== 0 };
}
