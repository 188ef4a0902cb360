import { expect, it } from 'vitest';
import { toFileId } from '../../core/model/ids.ts';
import type { RemoteEntry } from '../../transport/transport.ts';
import { toListedPlace } from './listed-place.ts';

function directory(name: string, sizeBytes: number, permissions = 'RDNVCK'): RemoteEntry {
  return { kind: 'directory', name, fileId: toFileId(`id ${name}`), sizeBytes, permissions } as RemoteEntry;
}

it('believes that an empty directory is empty where the server tells of the whole, but not of another storage', () => {
  const children = [directory('leer', 0), directory('NAS', 0, 'RMDNVCK'), directory('voll', 7)];
  const list = (wholeBytes: number) => {
    const place = toListedPlace({ self: directory('', wholeBytes), children } as never, () => undefined);
    return [place.sizeBytes, ...place.directories.map(({ name, sizeBytes }) => `${name} ${sizeBytes ?? 'unknown'}`)];
  };

  expect(list(7)).toEqual([7, 'leer 0', 'NAS unknown', 'voll 7']);
  expect(list(0)).toEqual([undefined, 'leer unknown', 'NAS unknown', 'voll 7']);
});
