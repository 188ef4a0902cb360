import { createContext, useContext } from 'react';
import type { ShownBranding } from '#branding/branding.ts';

/** Given once, at the root. */
export const BrandingContext = createContext<ShownBranding | undefined>(undefined);

/** In whose name the windows speak. */
export function useBranding(): ShownBranding {
  const branding = useContext(BrandingContext);
  if (branding === undefined) throw new Error('no BrandingContext');
  return branding;
}
