import { DEFAULT_LIMITS } from '#sync-engine/core/guards/mass-removal.ts';
import { FakeFolder } from './fake-folder.ts';

/** Three files in two directories, one inside another. */
export const PHOTOS = { 'Fotos/a.jpg': 'a', 'Fotos/2025/b.jpg': 'b', 'Docs/c.txt': 'c' };

/** A folder with the usual limits in which both sides have `files`; what happened until then is forgotten. */
export async function syncedFolder(
  files: Readonly<Record<string, string>> = PHOTOS,
  folder = new FakeFolder({ limits: DEFAULT_LIMITS }),
): Promise<FakeFolder> {
  for (const [path, content] of Object.entries(files)) folder.user.writeFile(path, content);
  await folder.settle();
  folder.events.length = 0;
  return folder;
}
