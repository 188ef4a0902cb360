import type { ReactNode } from 'react';
import { useBranding } from '../i18n/branding-context.tsx';

/** The drawing and the name of the product. An image from data, so that nothing in the drawing can run. */
export function BrandMark(): ReactNode {
  const { productName, iconSvg } = useBranding();
  return (
    <p className="bb-brand">
      <img src={`data:image/svg+xml,${encodeURIComponent(iconSvg)}`} alt="" width={32} height={32} />
      <span>{productName}</span>
    </p>
  );
}
