import type { MenuItemConstructorOptions } from 'electron/main';
import type { TrayLanguage } from '../tray/tray-words.ts';

const WORDS = {
  de: {
    file: 'Datei',
    print: 'Drucken …',
    close: 'Fenster schließen',
    edit: 'Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    view: 'Ansicht',
    zoomIn: 'Größer',
    zoomOut: 'Kleiner',
    resetZoom: 'Normale Größe',
    help: 'Hilfe',
    handbook: 'Benutzerhandbuch',
    quit: 'Beenden',
  },
  en: {
    file: 'File',
    print: 'Print …',
    close: 'Close window',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    resetZoom: 'Normal size',
    help: 'Help',
    handbook: 'User guide',
    quit: 'Quit',
  },
} as const satisfies Readonly<Record<TrayLanguage, Readonly<Record<string, string>>>>;

/** What the menu needs besides its words. */
export interface ProgramMenuInput {
  readonly language: TrayLanguage;
  readonly isMac: boolean;
  /** Prints what the window shows that has the focus. */
  readonly print: () => void;
  readonly showHandbook: () => void;
  /** Ends the program, once a person has said what becomes of what is unsaved. */
  readonly quit: () => void;
}

/**
 * The menu of all windows. Electron's own would be in English, could open its developer tools, and would lead to pages
 * about Electron. Without any, nothing could be printed or made larger. Pure.
 */
export function composeProgramMenu(input: ProgramMenuInput): MenuItemConstructorOptions[] {
  const { language, isMac, print, showHandbook } = input;
  const words = WORDS[language];
  const roles = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const;
  const zooms = ['zoomIn', 'zoomOut', 'resetZoom'] as const;
  return [
    // The first one bears the name of the program there, and ends it.
    ...(isMac ? [composeMacMenu(words.quit, input.quit)] : []),
    {
      label: words.file,
      submenu: [
        { label: words.print, accelerator: 'CommandOrControl+P', click: print },
        { label: words.close, role: 'close' },
      ],
    },
    { label: words.edit, submenu: roles.map((role) => ({ role, label: words[role] })) },
    { label: words.view, submenu: zooms.map((role) => ({ role, label: words[role] })) },
    {
      label: words.help,
      role: 'help',
      submenu: [
        // A view takes the key first, and opens the part that it is about.
        { label: words.handbook, accelerator: 'F1', click: showHandbook },
      ],
    },
  ];
}

/** What the role `appMenu` brings, but for its way to quit, which would ask nothing. */
function composeMacMenu(label: string, quit: () => void): MenuItemConstructorOptions {
  const roles = ['about', 'services', 'hide', 'hideOthers', 'unhide'] as const;
  return {
    role: 'appMenu',
    submenu: [...roles.map((role) => ({ role })), { label, accelerator: 'Command+Q', click: quit }],
  };
}
