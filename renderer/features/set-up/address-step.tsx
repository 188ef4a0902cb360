import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { focusFirstFault } from '../../components/focus-first-fault.ts';
import { OptionField } from '../../components/option-field.tsx';
import { InputField } from '../../components/input-field.tsx';
import { useBranding } from '../../i18n/branding-context.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { usePolicies } from '../../state/use-policies.ts';
import { useAct } from '../../state/use-act.ts';
import { setUpMessages } from './messages.ts';
import type { FoundServer } from './set-up.tsx';

interface AddressStepProps {
  readonly suggestedUrl: string;
  readonly onFound: (server: FoundServer) => void;
  readonly onCancel: () => void;
}

/** Finds the server behind whatever a person typed. */
export function AddressStep({ suggestedUrl, onFound, onCancel }: AddressStepProps): ReactNode {
  const text = useText(setUpMessages);
  const { api } = useDesktop();
  const act = useAct();
  const { enforced, defaults, isEnforced } = usePolicies();
  const branding = useBranding();
  const servers = enforced.servers ?? defaults.servers ?? branding.servers;
  const [first] = servers;
  const [url, setUrl] = useState(suggestedUrl === '' ? (first?.url ?? '') : suggestedUrl);
  const [isMissing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const find = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setMissing(url.trim() === '');
    if (url.trim() === '') {
      focusFirstFault(form.current);
      return;
    }
    const server = await act.run(() => api.detectServer({ url: url.trim() }));
    if (server !== undefined) onFound(server);
  };
  return (
    <form ref={form} className="bb-stack" onSubmit={(event) => void find(event)}>
      <h2 className="kern-heading-medium">{text('addressTitle')}</h2>
      {servers.length < 2 ? null : (
        <OptionField
          label={text('server')}
          options={[
            ...servers.map(({ name, url: value }) => ({ value, label: name })),
            ...(isEnforced('servers') ? [] : [{ value: '', label: text('otherServer') }]),
          ]}
          value={servers.some((server) => server.url === url) ? url : ''}
          onChange={setUrl}
        />
      )}
      <InputField
        label={text('address')}
        hint={text('addressHint')}
        value={url}
        onChange={setUrl}
        isEnforced={isEnforced('servers')}
        error={isMissing && url.trim() === '' ? text('addressMissing') : undefined}
        autoFocus
        inputMode="url"
        autoComplete="url"
      />
      <ErrorNotice error={act.error} />
      <div className="bb-buttons">
        <ActionButton look="primary" type="submit" isPending={act.isPending}>
          {text('next')}
        </ActionButton>
        <ActionButton look="tertiary" onPress={onCancel}>
          {text('cancel')}
        </ActionButton>
      </div>
    </form>
  );
}
