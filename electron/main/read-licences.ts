import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '#ipc/contract.ts';
import { refuseRequest } from '#ipc/answer.ts';
import type { Licences } from '#ipc/licences.ts';
import { LICENCES_FILE, licencesSchema } from '#ipc/licences.ts';

/** The licences that were bundled with the windows. `item-missing`: the file is not there, or not whole. */
export async function readLicences(pageDirectory: string): Promise<Answer<Licences>> {
  try {
    const text = await readFile(join(pageDirectory, LICENCES_FILE), 'utf8');
    return { ok: true, value: licencesSchema.parse(JSON.parse(text)) };
  } catch {
    // Whatever is wrong with it, a person can do one thing: install the program anew.
    return refuseRequest('item-missing');
  }
}
