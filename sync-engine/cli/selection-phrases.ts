import type { EngineEvent } from '../core/model/engine-state.ts';
import type { Language } from './messages.ts';
import { formatBytes } from './progress-bar.ts';

type Event<Type extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: Type }>;

/** A directory has turned up on the server, and somebody has to say whether it shall come here. */
export function describeNewDirectory({ path, sizeBytes }: Event<'new-directory'>, language: Language): string {
  const size = sizeBytes === 0 ? '' : ` (${formatBytes(sizeBytes, language)})`;
  return language === 'de'
    ? `Neuer Ordner auf dem Server: ${path}${size}. Hierher holen: bayernbox folders select „${path}“. Nicht holen: bayernbox folders deselect „${path}“.`
    : `New folder on the server: ${path}${size}. Bring it here: bayernbox folders select "${path}". Leave it there: bayernbox folders deselect "${path}".`;
}

/** A deselected directory has left this computer. */
export function describeUnsynced({ path, files, bytes }: Event<'unsynced'>, language: Language): string {
  const size = formatBytes(bytes, language);
  return language === 'de'
    ? `${path} ist abgewählt: ${files} Dateien (${size}) nur von diesem Computer entfernt. Auf dem Server bleibt alles.`
    : `${path} is deselected: ${files} files (${size}) removed from this computer only. On the server everything stays.`;
}
