/** The icon of the program, 32 units wide: the box of the tray, on the blue of KERN's buttons. */
export const PROGRAM_ICON_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect x="1" y="1" width="30" height="30" rx="7" fill="#1a4fb4"/>' +
  '<g fill="#ffffff"><path d="M6 10.5l10-3 10 3v2.5H6z"/><path d="M7.5 14.5h17v10.5h-17z"/></g>' +
  '<path d="M11.5 19.5l3.200 3.200 6-6.200" fill="none" stroke="#1a4fb4" stroke-width="2.4" ' +
  'stroke-linecap="round" stroke-linejoin="round"/></svg>';
