import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { settingsMessages } from './messages.ts';

type Files = RequestOutput<'createDiagnostics'>['items'];

/** What an administrator may want to see: shown first, saved if the person agrees, never sent. `isWanted`: a person came for it, and it takes the focus. */
export function Diagnostics({ isWanted }: { readonly isWanted: boolean }): ReactNode {
  const text = useText(settingsMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [files, setFiles] = useState<Files>();
  const [isSaved, setSaved] = useState(false);
  const buttons = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // After the heading, which takes the focus of every view that appears.
    if (isWanted) queueMicrotask(() => buttons.current?.querySelector('button')?.focus());
  }, [isWanted]);
  const create = async (): Promise<void> => {
    setSaved(false);
    const created = await act.run(() => api.createDiagnostics({}));
    setFiles(created?.items);
  };
  const save = async (shown: Files): Promise<void> => {
    const whole = shown.map((file) => `===== ${file.name} =====\n${file.text}\n`).join('\n');
    const end = await act.run(() => api.saveText({ suggestedName: 'diagnose.txt', text: whole }));
    setSaved(end?.isSaved === true);
  };
  return (
    <Section title={text('diagnostics')}>
      <p className="kern-body">{text('diagnosticsText')}</p>
      <ErrorNotice error={act.error} />
      {isSaved ? <Notice tone="success" title={text('diagnosticsSaved')} isNew /> : null}
      {files?.map((file) => (
        <details key={file.name}>
          <summary>
            {text(file.name)} <span className="bb-muted">{file.name}</span>
          </summary>
          <pre className="bb-preview" tabIndex={0} aria-label={text(file.name)}>
            {file.text}
          </pre>
        </details>
      ))}
      <div ref={buttons} className="bb-buttons">
        <ActionButton isPending={act.isPending} onPress={() => void create()}>
          {text('createDiagnostics')}
        </ActionButton>
        {files === undefined ? null : (
          <ActionButton look="primary" isPending={act.isPending} onPress={() => void save(files)}>
            {text('saveDiagnostics')}
          </ActionButton>
        )}
      </div>
    </Section>
  );
}
