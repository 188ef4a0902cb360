import type { ShellSettings } from '#ipc/settings.ts';

/** Sets light or dark; `system` leaves it to the browser. Forced colours of the system win in any case. */
export function applyTheme(root: HTMLElement, theme: ShellSettings['theme']): void {
  if (theme === 'system') root.removeAttribute('data-kern-theme');
  else root.setAttribute('data-kern-theme', theme);
}
