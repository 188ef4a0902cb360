import { expect, it } from 'vitest';
import type { SpaceDetails } from '../../engine/create-account.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { describeSpace } from './spaces-command.ts';

const space: SpaceDetails = {
  spaceId: 's$1',
  remotePath: ROOT_PATH,
  name: 'Bauamt',
  kind: 'project',
  description: '',
  isReadOnly: false,
  isAvailable: true,
  usedBytes: undefined,
  totalBytes: undefined,
};

it.each([
  [{}, "Bauamt: Projekt  --space 's$1'"],
  [{ isReadOnly: true, description: 'Pläne' }, "Bauamt: Projekt, nur lesen, „Pläne“  --space 's$1'"],
  [{ usedBytes: 512, totalBytes: 1024 }, "Bauamt: Projekt, 512 B von 1,0 KiB belegt  --space 's$1'"],
  [{ isAvailable: false, usedBytes: 512 }, "Bauamt: Projekt, nicht verfügbar, 512 B belegt  --space 's$1'"],
  [{ spaceId: undefined, kind: 'personal' as const }, 'Bauamt: eigene Dateien'],
])('a space with %j reads so', (changes, line) => {
  expect(describeSpace({ ...space, ...changes }, 'de')).toBe(line);
});
