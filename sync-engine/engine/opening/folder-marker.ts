import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';

/** Name of the private file by which a sync folder is recognised. */
export const MARKER = 'folder.json';

const markerSchema = z.object({ folderId: z.string(), database: z.string() });

/** Which folder this is, and the path of its sync database. */
export type FolderMarker = z.infer<typeof markerSchema>;

/** Absolute path of the marker of a folder. Pure. */
export function toMarkerPath(rootPath: string): string {
  return join(rootPath, PRIVATE_FOLDER, MARKER);
}

/** The marker of a sync folder; undefined where there is none that can be read. Throws errno errors. */
export function readMarker(rootPath: string): FolderMarker | undefined {
  return readJson(toMarkerPath(rootPath), markerSchema);
}

/** Whether the folder of a sync database is at a place, as far as its marker tells; not while the disk does not give it. */
export function isFolderAt(rootPath: string, databasePath: string): boolean {
  try {
    return readMarker(rootPath)?.database === databasePath;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return false;
  }
}

/** A JSON file of this shape; undefined for one that is missing or of another shape. Throws errno errors. */
export function readJson<Value>(path: string, schema: z.ZodType<Value>): Value | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
