import { readFileSync } from 'node:fs';
import { z } from 'zod';

const httpsUrl = z.url({ protocol: /^https$/ });

const brandingSchema = z.strictObject({
  productName: z.string().min(1),
  /** Name of the Debian package, and the start of every file name. */
  packageName: z.string().regex(/^[a-z][a-z0-9-]+$/),
  executableName: z.string().regex(/^[a-z][a-z0-9-]*$/),
  appId: z.string().regex(/^[a-z0-9]+(\.[a-z0-9-]+)+$/),
  linkScheme: z.string().regex(/^[a-z][a-z0-9.+-]*$/),
  publisher: z.string().min(1),
  description: z.string().min(1),
  copyright: z.string().min(1),
  maintainerAddress: z.email(),
  homepageUrl: httpsUrl,
  helpUrl: httpsUrl,
  updateInfoUrl: httpsUrl,
  /** What tells Windows that two installers are versions of one program: never to be changed once one is out. */
  msiUpgradeCode: z.guid(),
  nsisGuid: z.guid(),
});

/** What an organisation that gives the program to its people may name as it likes. */
export type Branding = Readonly<z.infer<typeof brandingSchema>>;

/** Reads a branding file. Throws an error that names every field that is wrong. */
export function readBranding(path: string | URL): Branding {
  return parseBranding(JSON.parse(readFileSync(path, 'utf8')));
}

/** Takes what a branding file says. Throws an error that names every field that is wrong. Pure. */
export function parseBranding(content: unknown): Branding {
  const parsed = brandingSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(`the branding file cannot be used:\n${z.prettifyError(parsed.error)}`);
}

/** The fields that still hold a place that nobody can own (`.example`): a release must not carry them. Pure. */
export function findPlaceholders(branding: Branding): readonly string[] {
  return Object.entries(branding)
    .filter(([, value]) => /\.example(\/|$)/.test(value))
    .map(([field]) => field);
}

/** The branding of this repository. */
export const brandingFile = new URL('bayernbox.json', import.meta.url);
