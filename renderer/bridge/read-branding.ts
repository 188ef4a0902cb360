import type { ShownBranding } from '#branding/branding.ts';
import { shownBrandingSchema } from '#branding/branding.ts';

/** In whose name the windows speak: whoever served the page wrote it there. Throws when it is missing. */
export function readBranding(page: Document): ShownBranding {
  const text = page.querySelector<HTMLMetaElement>('meta[name="branding"]')?.content ?? '';
  return shownBrandingSchema.parse(JSON.parse(text));
}
