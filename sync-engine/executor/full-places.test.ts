import { expect, test } from 'vitest';
import { toNodeId } from '../core/model/ids.ts';
import type { OperationId, Transfer } from '../core/model/operation.ts';
import type { Side } from '../core/model/side.ts';
import { FullPlaces } from './full-places.ts';
import { DONE, failedItem } from './outcome.ts';

const quota = failedItem('quota-exceeded', 'PUT 507');
const disk = failedItem('disk-full', 'no space left');

function transfer(side: Side, directory: number): Transfer {
  const place = { parentId: toNodeId(directory), name: 'x' };
  return {
    id: 1 as OperationId,
    node: toNodeId(9),
    kind: 'transfer',
    side,
    after: [],
    place,
    mode: { kind: 'create' },
  };
}

test('a file of the refused size or more is not sent to that directory again, a smaller one is', () => {
  const places = new FullPlaces();
  places.note(transfer('remote', 1), 500, quota);

  expect(places.findEnd(transfer('remote', 1), 500)).toEqual(quota);
  expect(places.findEnd(transfer('remote', 1), 499)).toBeUndefined();
});

test('a full quota of one directory says nothing of another, nor of the disk', () => {
  const places = new FullPlaces();
  places.note(transfer('remote', 1), 500, quota);

  expect(places.findEnd(transfer('remote', 2), 900)).toBeUndefined();
  expect(places.findEnd(transfer('local', 1), 900)).toBeUndefined();
});

test('a full disk is full for every directory', () => {
  const places = new FullPlaces();
  places.note(transfer('local', 1), 500, disk);

  expect(places.findEnd(transfer('local', 2), 500)).toEqual(disk);
});

test('the smallest refused size counts', () => {
  const places = new FullPlaces();
  places.note(transfer('remote', 1), 500, quota);
  places.note(transfer('remote', 1), 100, quota);
  places.note(transfer('remote', 1), 300, quota);

  expect(places.findEnd(transfer('remote', 1), 100)).toEqual(quota);
});

test('other ends say nothing about room', () => {
  const places = new FullPlaces();
  places.note(transfer('remote', 1), 500, DONE);
  places.note(transfer('remote', 1), 500, failedItem('no-permission', 'PUT 403'));

  expect(places.findEnd(transfer('remote', 1), 900)).toBeUndefined();
});
