import { useText } from '../i18n/language-context.tsx';
import { componentMessages } from './messages.ts';

/** What stands below the label of a field; whoever may not change it reads who decided. */
export function useHint(hint: string | undefined, isEnforced: boolean): string | undefined {
  const text = useText(componentMessages);
  if (!isEnforced) return hint;
  return hint === undefined ? text('enforced') : `${text('enforced')}. ${hint}`;
}
