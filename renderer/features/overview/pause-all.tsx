import type { ReactNode } from 'react';
import type { AppState } from '#ipc/app-state.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { PauseMenu } from './folder-menus.tsx';
import { overviewMessages } from './messages.ts';

/**
 * Lets all folders rest, and go on, as the menu beside the clock does. With one folder alone its own buttons do; what the
 * network or the organisation causes is told at the folders, which can be synced all the same one by one.
 */
export function PauseAll({ state: { folders, pause } }: { readonly state: AppState }): ReactNode {
  const text = useText(overviewMessages);
  const { api } = useDesktop();
  const act = useAct();
  if (folders.length < 2 || (pause !== undefined && pause.why !== 'person')) return null;
  return (
    <>
      {pause === undefined ? (
        <PauseMenu what="pauseAll" onPause={(length) => void act.run(() => api.pause({ length }))} />
      ) : (
        <ActionButton isPending={act.isPending} onPress={() => void act.run(() => api.resume({}))}>
          {text('resumeAll')}
        </ActionButton>
      )}
      <ErrorNotice error={act.error} />
    </>
  );
}
