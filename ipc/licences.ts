import { z } from 'zod';

/** The file beside the windows that has the licences; no window loads it by itself. */
export const LICENCES_FILE = 'licences.json';

/** Our own licence, and those of everything of others that is given away with the program, by name. */
export const licencesSchema = z.object({
  own: z.object({ licence: z.string(), text: z.string() }),
  items: z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() })).readonly(),
});
export type Licences = z.infer<typeof licencesSchema>;
