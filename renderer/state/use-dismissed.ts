import { useState } from 'react';

const KEY = 'bayernbox-dismissed';

/**
 * Whether a person has put a message away in this window, and how to. `what` names all that it says: where that becomes
 * another one, it is a new message. Of several messages only the last one is remembered.
 */
export function useDismissed(what: string): readonly [boolean, () => void] {
  const [dismissed, setDismissed] = useState(() => window.sessionStorage.getItem(KEY));
  const dismiss = (): void => {
    window.sessionStorage.setItem(KEY, what);
    setDismissed(what);
  };
  return [dismissed === what, dismiss];
}
