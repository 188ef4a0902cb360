import type { ShownBranding } from '#branding/branding.ts';
import type { ShellSettings } from '#policies/settings.ts';

/** Sets light or dark; `system` leaves it to the browser. Forced colours of the system win in any case. */
export function applyTheme(root: HTMLElement, theme: ShellSettings['theme']): void {
  if (theme === 'system') root.removeAttribute('data-kern-theme');
  else root.setAttribute('data-kern-theme', theme);
}

/** Takes the colours of an organisation for buttons and links; light or dark is chosen where they are used. */
export function applyAccent(root: HTMLElement, accent: ShownBranding['accent']): void {
  if (accent === undefined) return;
  root.style.setProperty('--bb-accent-light', accent.light);
  root.style.setProperty('--bb-accent-dark', accent.dark);
  root.classList.add('bb-accent');
}
