import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { focusFirstFault } from '../../components/focus-first-fault.ts';
import { InputField } from '../../components/input-field.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useShellInfo } from '../../state/use-shell-info.ts';
import { findAskedPlace } from './find-asked-place.ts';
import { problemViewMessages } from './messages.ts';

export interface AskWhyProps {
  /** What is typed without a whole path lies in it. */
  readonly shown: FolderView;
  readonly folders: readonly FolderView[];
  /** What was asked for and is not there: to be corrected, without being told anew what the field is for. */
  readonly asked?: string;
}

/** Where a person names any file or folder, to be told why it is, or is not, synced. */
export function AskWhy({ shown, folders, asked: askedBefore }: AskWhyProps): ReactNode {
  const text = useText(problemViewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const [asked, setAsked] = useState(askedBefore ?? '');
  const [pickedPath, setPickedPath] = useState('');
  const [fault, setFault] = useState<'askMissing' | 'askOutside'>();
  const picking = useAct();
  const hasDialog = useShellInfo()?.hasFolderDialog === true;
  const form = useRef<HTMLFormElement>(null);
  const ask = (place: string, isWholePath: boolean): void => {
    const isMissing = place.trim() === '';
    const found = isMissing ? undefined : findAskedPlace({ asked: place, isWholePath, folders, shown });
    setFault(found === undefined ? (isMissing ? 'askMissing' : 'askOutside') : undefined);
    if (found === undefined) focusFirstFault(form.current);
    else go({ view: 'why', ...found });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask(asked, asked === pickedPath);
  };
  const pick = async (): Promise<void> => {
    const picked = await picking.run(() => api.pickFile({ startPath: shown.localPath }));
    if (picked?.localPath === undefined) return;
    setAsked(picked.localPath);
    setPickedPath(picked.localPath);
    ask(picked.localPath, true);
  };
  return (
    <form ref={form} className="bb-stack" onSubmit={submit}>
      {askedBefore === undefined ? <h2 className="kern-heading-medium">{text('askTitle')}</h2> : null}
      <InputField
        label={text('askPath')}
        hint={text('askHint')}
        value={asked}
        onChange={setAsked}
        error={fault === undefined ? undefined : text(fault, { folders: listPlaces(folders) })}
      />
      <div className="bb-buttons">
        <ActionButton type="submit">{text('ask')}</ActionButton>
        {hasDialog ? (
          <ActionButton isPending={picking.isPending} onPress={() => void pick()}>
            {text('pickFile')}
          </ActionButton>
        ) : null}
      </div>
      <ErrorNotice error={picking.error} />
    </form>
  );
}

function listPlaces(folders: readonly FolderView[]): string {
  return folders.map(({ localPath }) => localPath).join(', ');
}
