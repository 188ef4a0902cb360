import type { FileId, RemoteKey } from '../core/model/ids.ts';
import { createAddressColumn, createIntegerColumn } from './packed/growing-column.ts';
import { KeyTable } from './packed/key-table.ts';
import { NumberedTexts } from './packed/numbered-texts.ts';
import { RecordHeap } from './packed/record-heap.ts';
import { isTwin, readRemoteFlags, readRemoteRow, RemoteRowWriter } from './packed/remote-row-codec.ts';
import { SiblingLists } from './packed/sibling-lists.ts';
import type { RemoteChange, RemoteRow } from './sync-database.ts';

/** So many keys without a row do no harm. */
const SPARE_KEYS = 1_000;

interface Parts {
  readonly keys: KeyTable;
  readonly heap: RecordHeap;
  readonly addresses: ReturnType<typeof createAddressColumn>;
  readonly parents: ReturnType<typeof createIntegerColumn>;
  readonly siblings: SiblingLists;
  readonly permissions: NumberedTexts;
  readonly twins: Map<FileId, readonly RemoteKey[]>;
  readonly size: number;
  readonly rootKey: RemoteKey | undefined;
  readonly madeOf: symbol | undefined;
}

function emptyParts(): Parts {
  return {
    keys: new KeyTable(),
    heap: new RecordHeap(),
    addresses: createAddressColumn(),
    parents: createIntegerColumn(),
    siblings: new SiblingLists(),
    permissions: new NumberedTexts(),
    twins: new Map(),
    size: 0,
    rootKey: undefined,
    madeOf: undefined,
  };
}

/**
 * Rows of the server's tree by key, with what is in each directory. They are bytes outside of the heap of JavaScript, a
 * third of what objects take, and no collection looks at them; a row is made when somebody asks for it, each time anew.
 * Their order is that in which their keys were first named.
 *
 * @see docs/adr/0026-rows-as-bytes.md
 */
export class RemoteRows implements ReadonlyMap<RemoteKey, RemoteRow> {
  /** Numbers of rows; directories that are named as a place have one, too. */
  readonly #keys: KeyTable;
  readonly #heap: RecordHeap;
  /** Of the record of each row; 0 where there is no row. */
  readonly #addresses: ReturnType<typeof createAddressColumn>;
  /** Of each row the number of its directory, plus 1. */
  readonly #parents: ReturnType<typeof createIntegerColumn>;
  readonly #siblings: SiblingLists;
  /** Copies have it in common: numbers stay what they are. */
  readonly #permissions: NumberedTexts;
  readonly #writer = new RemoteRowWriter();
  /** What a copy knows the rows by that it was made of, without keeping them. */
  readonly #own = Symbol('rows');
  readonly #madeOf: symbol | undefined;
  #size: number;
  /** Keys of rows whose file id another key has, too: hardly ever one. */
  readonly #twins: Map<FileId, readonly RemoteKey[]>;
  #rootKey: RemoteKey | undefined;
  /** What was copied stays as it is: each copy relies on it. */
  #isFrozen = false;
  /** The directory of the row that was read last: those beside it have the same text for it. */
  #lastParent: { readonly number: number; readonly key: RemoteKey } | undefined;
  /** The place of the row that was put last: rows beside each other often come one after the other. */
  #lastPlace: { readonly number: number; readonly key: RemoteKey } | undefined;

  private constructor(parts: Parts) {
    this.#keys = parts.keys;
    this.#heap = parts.heap;
    this.#addresses = parts.addresses;
    this.#parents = parts.parents;
    this.#siblings = parts.siblings;
    this.#permissions = parts.permissions;
    this.#twins = parts.twins;
    this.#size = parts.size;
    this.#rootKey = parts.rootKey;
    this.#madeOf = parts.madeOf;
  }

  static empty(): RemoteRows {
    return new RemoteRows(emptyParts());
  }

  /** These very rows, if they are bytes already, else all of them as bytes. */
  static of(rows: ReadonlyMap<RemoteKey, RemoteRow>): RemoteRows {
    return rows instanceof RemoteRows ? rows : RemoteRows.#pack(rows.values());
  }

  static #pack(rows: Iterable<RemoteRow>): RemoteRows {
    const packed = RemoteRows.empty();
    for (const row of rows) packed.set(row);
    return packed;
  }

  /** One that can change on its own, in O(n) of very little. From now on, these rows here stay as they are. */
  copy(): RemoteRows {
    this.#isFrozen = true;
    const isMostlyWaste = this.#heap.isMostlyWaste || this.#keys.size > 2 * this.#size + SPARE_KEYS;
    if (isMostlyWaste) return RemoteRows.#pack(this.values());
    return new RemoteRows({
      keys: this.#keys.copy(),
      heap: this.#heap.copy(),
      addresses: this.#addresses.copy(),
      parents: this.#parents.copy(),
      siblings: this.#siblings.copy(),
      permissions: this.#permissions,
      twins: new Map(this.#twins),
      size: this.#size,
      rootKey: this.#rootKey,
      madeOf: this.#own,
    });
  }

  get size(): number {
    return this.#size;
  }

  /** Of the row without a directory. */
  get rootKey(): RemoteKey | undefined {
    return this.#rootKey;
  }

  /** True when each row has its file id as its key: then each item is known at one place. */
  get areWithoutTwins(): boolean {
    return this.#twins.size === 0;
  }

  has(key: RemoteKey): boolean {
    const number = this.#keys.find(key);
    return number !== -1 && this.#addresses.get(number) !== 0;
  }

  get(key: RemoteKey): RemoteRow | undefined {
    const number = this.#keys.find(key);
    return number === -1 ? undefined : this.#read(number, key);
  }

  /** All places at which a file id is known. */
  keysOf(fileId: FileId): readonly RemoteKey[] {
    const own = fileId as string as RemoteKey;
    const twins = this.#twins.get(fileId) ?? [];
    const number = this.#keys.find(own);
    const address = number === -1 ? 0 : this.#addresses.get(number);
    return address === 0 || readRemoteFlags(this.#heap.read(address)).isTwin ? twins : [own, ...twins];
  }

  /** Adds a row, or puts it in the place of the one with its key. */
  set(row: RemoteRow): void {
    this.#mustChange();
    const number = this.#keys.add(row.key);
    const parent = row.parentKey === undefined ? 0 : this.#addPlace(row.parentKey) + 1;
    const parentBefore = this.#parents.get(number);
    const isNew = !this.#discard(number);
    if (!isNew && parentBefore !== 0 && parentBefore !== parent) this.#siblings.remove(parentBefore - 1, number);
    if (parent !== 0 && (isNew || parentBefore !== parent)) this.#siblings.add(parent - 1, number);
    if (parent === 0) this.#rootKey = row.key;
    this.#parents.set(number, parent);
    this.#addresses.set(number, this.#heap.add(this.#writer.write(row, this.#permissions)));
    this.#size += 1;
    if (isTwin(row)) this.#twins.set(row.fileId, [...(this.#twins.get(row.fileId) ?? []), row.key]);
  }

  #addPlace(key: RemoteKey): number {
    if (this.#lastPlace?.key !== key) this.#lastPlace = { number: this.#keys.add(key), key };
    return this.#lastPlace.number;
  }

  /** True when there was such a row. What it held stays. */
  delete(key: RemoteKey): boolean {
    this.#mustChange();
    const number = this.#keys.find(key);
    if (number === -1 || !this.#discard(number)) return false;
    const parent = this.#parents.get(number);
    if (parent !== 0) this.#siblings.remove(parent - 1, number);
    if (key === this.#rootKey) this.#rootKey = undefined;
    this.#addresses.set(number, 0);
    return true;
  }

  /** What is in a directory, in the order in which it came there. */
  *listIn(directory: RemoteKey): Generator<RemoteRow> {
    for (const number of this.#numbersIn(directory)) yield this.#readKnown(number);
  }

  *keysIn(directory: RemoteKey): Generator<RemoteKey> {
    for (const number of this.#numbersIn(directory)) yield this.#keyOf(number);
  }

  countIn(directory: RemoteKey): number {
    let count = 0;
    for (const _ of this.#numbersIn(directory)) count += 1;
    return count;
  }

  /** All rows that are directories, without reading the others. */
  *directories(): Generator<RemoteRow> {
    for (const number of this.#numbers())
      if (readRemoteFlags(this.#heap.read(this.#addresses.get(number))).isDirectory) yield this.#readKnown(number);
  }

  /** What makes these rows of others, each time that it is iterated. */
  changesSince(before: RemoteRows): Iterable<RemoteChange> {
    return { [Symbol.iterator]: () => this.#listChanges(before) };
  }

  /** Of the rows with these keys a map, in the order of all. */
  pick(keys: ReadonlySet<RemoteKey>): ReadonlyMap<RemoteKey, RemoteRow> {
    const numbers = Array.from(keys, (key) => this.#keys.find(key)).filter((number) => number !== -1);
    const picked = new Map<RemoteKey, RemoteRow>();
    for (const number of numbers.toSorted((one, other) => one - other)) {
      const row = this.#read(number);
      if (row !== undefined) picked.set(row.key, row);
    }
    return picked;
  }

  *keys(): MapIterator<RemoteKey> {
    for (const number of this.#numbers()) yield this.#keyOf(number);
  }

  *values(): MapIterator<RemoteRow> {
    for (const number of this.#numbers()) yield this.#readKnown(number);
  }

  *entries(): MapIterator<[RemoteKey, RemoteRow]> {
    for (const row of this.values()) yield [row.key, row];
  }

  [Symbol.iterator](): MapIterator<[RemoteKey, RemoteRow]> {
    return this.entries();
  }

  forEach(visit: (row: RemoteRow, key: RemoteKey, rows: RemoteRows) => void): void {
    for (const row of this.values()) visit(row, row.key, this);
  }

  *#listChanges(before: RemoteRows): Generator<RemoteChange> {
    // A copy has the numbers of what it was made of, and the records of all that has not changed.
    const isCopy = this.#madeOf === before.#own;
    for (const number of before.#numbers()) {
      if (isCopy && this.#addresses.get(number) !== 0) continue;
      const key = before.#keyOf(number);
      if (!this.has(key)) yield { kind: 'remove', key };
    }
    for (const number of this.#numbers()) {
      if (isCopy && this.#addresses.get(number) === before.#addresses.get(number)) continue;
      const row = this.#readKnown(number);
      const known = before.get(row.key);
      if (known === undefined || !isSameRow(known, row)) yield { kind: 'put', row };
    }
  }

  /** Those that rows have. */
  *#numbers(): Generator<number> {
    for (let number = 0; number < this.#keys.size; number += 1) if (this.#addresses.get(number) !== 0) yield number;
  }

  #numbersIn(directory: RemoteKey): Iterable<number> {
    const number = this.#keys.find(directory);
    return number === -1 ? [] : this.#siblings.list(number);
  }

  #keyOf(number: number): RemoteKey {
    return this.#keys.textOf(number) as RemoteKey;
  }

  #readKnown(number: number): RemoteRow {
    const row = this.#read(number);
    if (row === undefined) throw new Error('a row is missing');
    return row;
  }

  #read(number: number, key = this.#keyOf(number)): RemoteRow | undefined {
    const address = this.#addresses.get(number);
    if (address === 0) return undefined;
    return readRemoteRow(this.#heap.read(address), { key, parentKey: this.#readParent(number) }, this.#permissions);
  }

  #readParent(number: number): RemoteKey | undefined {
    const parent = this.#parents.get(number);
    if (parent === 0) return undefined;
    if (this.#lastParent?.number !== parent) this.#lastParent = { number: parent, key: this.#keyOf(parent - 1) };
    return this.#lastParent.key;
  }

  /** The row of this number is of no use any more. False when there is none. */
  #discard(number: number): boolean {
    const address = this.#addresses.get(number);
    if (address === 0) return false;
    if (readRemoteFlags(this.#heap.read(address)).isTwin) this.#forgetTwin(this.#readKnown(number));
    this.#heap.discard(address);
    this.#size -= 1;
    return true;
  }

  #forgetTwin({ key, fileId }: RemoteRow): void {
    const others = this.#twins.get(fileId)?.filter((other) => other !== key) ?? [];
    if (others.length === 0) this.#twins.delete(fileId);
    else this.#twins.set(fileId, others);
  }

  #mustChange(): void {
    if (this.#isFrozen) throw new Error('rows that were copied stay as they are');
  }
}

/** True when there is a change. */
export function hasAny(changes: Iterable<RemoteChange>): boolean {
  for (const _ of changes) return true;
  return false;
}

/** Not a value of the two is another. */
export function isSameRow(a: RemoteRow, b: RemoteRow): boolean {
  return (
    a.fileId === b.fileId &&
    a.parentKey === b.parentKey &&
    a.name === b.name &&
    a.kind === b.kind &&
    a.etag === b.etag &&
    a.listedEtag === b.listedEtag &&
    a.sizeBytes === b.sizeBytes &&
    a.mtimeMs === b.mtimeMs &&
    a.checksum === b.checksum &&
    a.permissions === b.permissions &&
    a.isProcessing === b.isProcessing
  );
}
