import { FakeFolder } from './fake-folder.ts';

/** A folder in which both sides have `files`, and nothing has been told yet. */
export async function syncedFolder(
  files: Readonly<Record<string, string>>,
  folder = new FakeFolder(),
): Promise<FakeFolder> {
  for (const [path, content] of Object.entries(files)) folder.user.writeFile(path, content);
  await folder.settle();
  folder.events.length = 0;
  return folder;
}
