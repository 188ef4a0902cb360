/** Kinds of files that a system runs, or lets run something, when they are opened. */
const PROGRAM_KINDS: ReadonlySet<string> = new Set(
  [
    // Windows
    'ade adp app appinstaller application appref-ms bat chm cmd com cpl diagcab dll exe fxp gadget hlp hta inf ins isp',
    // A remote desktop, a mounted disk or a query of a table brings what somebody else has prepared.
    'rdp iso img iqy oqy rqy slk udl',
    'jar jnlp js jse library-ms lnk mad maf mag mam mas mat mav maw mda mde mdz msc msh msi msix msp mst ops pcd pif',
    'ppkg prg ps1 ps1xml ps2 psc1 psd1 psm1 pst reg scf scr sct search-ms settingcontent-ms shb shs sys theme url vb vbe',
    'vbs vhd vhdx vsmacros website ws wsc wsf wsh xbap xll',
    // macOS and Linux
    'action appimage apk bash command csh desktop dmg fileloc fish inetloc kts ksh mobileconfig mpkg out pkg prefpane',
    'py pyc pyw pyz rb run scpt scptd sh terminal tool webloc workflow zsh',
  ]
    .join(' ')
    .split(' '),
);

/**
 * True for a name whose file would be run instead of shown. Windows does not see dots and blanks at the end of a name.
 * Takes paths too. Pure.
 * @see https://learn.microsoft.com/en-us/troubleshoot/windows-client/networking/information-about-attachment-manager
 */
export function isProgramName(name: string): boolean {
  const kind = /\.([^./\\]+)[. ]*$/.exec(name)?.[1]?.trim().toLowerCase();
  return kind !== undefined && PROGRAM_KINDS.has(kind);
}
