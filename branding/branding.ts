import { z } from 'zod';
import { getContrast } from './colour-contrast.ts';

const httpsUrl = z.url({ protocol: /^https$/ });

/** Text on a button, and a button on the page: what people with weak eyes need. WCAG 2.2, 1.4.3. */
const MIN_CONTRAST = 4.5;

const colourOn = (background: string) =>
  z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .refine(
      (colour) => getContrast(colour, background) >= MIN_CONTRAST,
      `needs a contrast of ${MIN_CONTRAST} to ${background}`,
    );

/** What the windows show of a branding; nothing in it is secret. */
const shownFields = {
  productName: z.string().min(1).max(40),
  /** German needs it to speak of the product: die BayernBox, der Nordspeicher, das Datenfach. */
  germanGender: z.enum(['feminine', 'masculine', 'neuter']),
  /** Who helps people: an address for mail. */
  supportAddress: z.email(),
  helpUrl: httpsUrl,
  homepageUrl: httpsUrl,
  imprintUrl: httpsUrl.optional(),
  privacyUrl: httpsUrl.optional(),
  /** The accessibility statement of whoever offers the program to its people. */
  accessibilityUrl: httpsUrl.optional(),
  /** False: people are told that nobody makes copies of what they put on the server. */
  isBackedUp: z.boolean(),
  /** Servers that people can choose from; with one alone it stands in the field of the address already. */
  servers: z
    .array(z.strictObject({ name: z.string().min(1).max(100), url: httpsUrl }))
    .max(200)
    .readonly(),
  /** The colour of buttons and links; KERN's own when absent. */
  accent: z.strictObject({ light: colourOn('#ffffff'), dark: colourOn('#000000') }).optional(),
} as const;

const fileSchema = z.strictObject({
  ...shownFields,
  /** Name of the Debian package, and the start of every file name. */
  packageName: z.string().regex(/^[a-z][a-z0-9-]+$/),
  executableName: z.string().regex(/^[a-z][a-z0-9-]*$/),
  appId: z.string().regex(/^[a-z0-9]+(\.[a-z0-9-]+)+$/),
  linkScheme: z.string().regex(/^[a-z][a-z0-9.+-]*$/),
  publisher: z.string().min(1),
  description: z.string().min(1),
  copyright: z.string().min(1),
  maintainerAddress: z.email(),
  updateInfoUrl: httpsUrl,
  /** The one drawing of the program's icon, a square SVG without text, beside this file. */
  icon: z.string().regex(/^[\w-]+\.svg$/),
  /** What tells Windows that two installers are versions of one program: never to be changed once one is out. */
  msiUpgradeCode: z.guid(),
  nsisGuid: z.guid(),
});

/** A branding with its drawing: the file's own fields, and the text of the SVG that it names. */
export const brandingSchema = fileSchema.extend({ iconSvg: z.string().max(65_536) }).readonly();

/** What an organisation that gives the program to its people may name as it likes. */
export type Branding = z.infer<typeof brandingSchema>;

/** What the windows get to see. */
export const shownBrandingSchema = z.object({ ...shownFields, iconSvg: z.string() }).readonly();
export type ShownBranding = z.infer<typeof shownBrandingSchema>;

/** Takes what a branding file says. Throws an error that names every field that is wrong. Pure. */
export function parseBranding(content: unknown): z.infer<typeof fileSchema> {
  const parsed = fileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(`the branding file cannot be used:\n${z.prettifyError(parsed.error)}`);
}

/** The fields that still hold a place that nobody can own (`.example`): a release must not carry them. Pure. */
export function findPlaceholders(branding: Branding): readonly string[] {
  return Object.entries(branding)
    .filter(([, value]) => /\.example(["/]|$)/.test(typeof value === 'string' ? value : JSON.stringify(value)))
    .map(([field]) => field);
}

/** Values for the placeholders that every text of the windows and the tray may use. Pure. */
export function toBrandWords({ productName, germanGender, supportAddress }: ShownBranding) {
  return { brand: productName, gender: germanGender, support: supportAddress };
}
