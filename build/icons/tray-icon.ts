/** The seven states of the tray, told apart by the shape of their mark alone. */
export const TRAY_MARKS = {
  'in-sync': '<path d="M17.5 24.5l3.4 3.4 6.6-7"/>',
  syncing: '<path d="M27.5 22a5.6 5.6 0 0 0-10-1.5m0-2.7v3h3M17 26a5.6 5.6 0 0 0 10 1.5m0 2.7v-3h-3"/>',
  paused: '<path d="M20 19.5v9M25 19.5v9"/>',
  offline: '<path d="M17.5 24h10"/>',
  'sign-in': '<path d="M22.5 18.2a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM18 29.5c.6-5.6 8.4-5.6 9 0"/>',
  decision: '<path d="M19.7 20.700c0-3.8 5.8-3.6 5.6 0-.1 2.1-2.8 2.2-2.8 4.600M22.5 29.200v.1"/>',
  error: '<path d="M18.5 20l8 8M26.5 20l-8 8"/>',
} as const;

/** Glyphs for light and for dark task bars; high contrast uses them too, since nothing in them is told by colour. */
export const TRAY_THEMES = { light: '#1a1a1a', dark: '#ffffff' } as const;

export type TrayMark = keyof typeof TRAY_MARKS;
export type TrayTheme = keyof typeof TRAY_THEMES;

/** A box with open lid, and the mark in a hole of it. One drawing for all states and sizes: 32 units wide. */
export function drawTrayIcon(mark: TrayMark, theme: TrayTheme): string {
  const ink = TRAY_THEMES[theme];
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    '<mask id="m"><rect width="32" height="32" fill="#fff"/><circle cx="22.5" cy="24" r="9" fill="#000"/></mask>' +
    `<g mask="url(#m)" fill="${ink}"><path d="M2 6l14-4 14 4v4H2z"/><path d="M4 12h24v16H4z"/></g>` +
    `<g fill="none" stroke="${ink}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">` +
    `${TRAY_MARKS[mark]}</g></svg>`
  );
}
