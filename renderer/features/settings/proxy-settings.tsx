import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ProxyView } from '#policies/proxy-settings.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { focusFirstFault } from '../../components/focus-first-fault.ts';
import { InputField } from '../../components/input-field.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { OptionField } from '../../components/option-field.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { usePolicies } from '../../state/use-policies.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useAppState } from '../../state/use-folders.ts';
import { FormEnd } from './form-end.tsx';
import { findPassword, parseDraft, toDraft } from './proxy-draft.ts';
import type { ProxyDraft, ProxyFaults } from './proxy-draft.ts';
import { proxyMessages } from './proxy-messages.ts';
import { SavedForm } from './saved-form.tsx';

export interface ProxySettingsViewProps {
  /** False where nobody can ask the system: there "system" means the environment. */
  readonly hasSystemProxy: boolean;
  /** A person came for this setting: it takes the focus. */
  readonly isWanted: boolean;
}

/** How servers are reached. */
export function ProxySettingsView(props: ProxySettingsViewProps): ReactNode {
  const { api } = useDesktop();
  const [loaded] = useAnswer(useCallback(() => api.getProxySettings({}), [api]));
  return <LoadedView loaded={loaded}>{(view) => <ProxyForm {...props} first={view} />}</LoadedView>;
}

function ProxyForm({
  first,
  hasSystemProxy,
  isWanted,
}: ProxySettingsViewProps & { readonly first: ProxyView }): ReactNode {
  const text = useText(proxyMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [stored, setStored] = useState(first);
  const [draft, setDraft] = useState(() => toDraft(first));
  const [stage, setStage] = useState<'filling-in' | 'refused' | 'saved'>('filling-in');
  const form = useRef<HTMLFormElement>(null);
  const parsed = parseDraft(draft, stored);
  useEffect(() => {
    if (isWanted) form.current?.querySelector('select')?.focus();
  }, [isWanted]);
  const save = async (): Promise<boolean> => {
    if ('faults' in parsed) {
      setStage('refused');
      focusFirstFault(form.current);
      return false;
    }
    const saved = await act.run(() => api.changeProxySettings(parsed));
    if (saved === undefined) return false;
    setStored(saved);
    setDraft(toDraft(saved));
    setStage('saved');
    return true;
  };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(toDraft(stored));
  const change = (changed: Partial<ProxyDraft>): void => {
    if (stage === 'saved') setStage('filling-in');
    setDraft({ ...draft, ...changed });
  };
  const faults = stage === 'refused' && 'faults' in parsed ? parsed.faults : {};
  return (
    <SavedForm ref={form} title={text('proxy')} isChanged={isChanged} save={save}>
      <Section title={text('proxy')}>
        <KindField kind={draft.kind} hasSystemProxy={hasSystemProxy} onChange={(kind) => change({ kind })} />
        {draft.kind === 'manual' ? (
          <>
            <ServerFields draft={draft} faults={faults} onChange={change} />
            <SignInFields draft={draft} faults={faults} place={findPassword(draft, stored)} onChange={change} />
          </>
        ) : null}
        <FormEnd
          error={act.error}
          saved={stage === 'saved' ? text('saved') : undefined}
          save={text('save')}
          isPending={act.isPending}
        />
        {stage === 'saved' && isWanted ? <WayToSetUp /> : null}
      </Section>
    </SavedForm>
  );
}

/** Whoever came here on the way to an account goes on with it, where they were. */
function WayToSetUp(): ReactNode {
  const text = useText(proxyMessages);
  const { go, begun } = useNavigation();
  const isFirst = useAppState()?.accounts.length === 0;
  if (begun === undefined && !isFirst) return null;
  return (
    <div className="bb-buttons">
      <ActionButton look="primary" onPress={() => go(begun?.route ?? { view: 'set-up' })}>
        {text('setUp')}
      </ActionButton>
    </div>
  );
}

interface KindFieldProps {
  readonly kind: ProxyDraft['kind'];
  readonly hasSystemProxy: boolean;
  readonly onChange: (kind: ProxyDraft['kind']) => void;
}

function KindField({ kind, hasSystemProxy, onChange }: KindFieldProps): ReactNode {
  const text = useText(proxyMessages);
  const { isEnforced } = usePolicies();
  return (
    <>
      <OptionField
        label={text('kind')}
        options={[
          { value: 'system', label: text(hasSystemProxy ? 'system' : 'environment') },
          { value: 'direct', label: text('direct') },
          { value: 'manual', label: text('manual') },
        ]}
        value={kind}
        isEnforced={isEnforced('proxy')}
        onChange={onChange}
      />
      {kind === 'system' ? (
        <p className="kern-hint">{text(hasSystemProxy ? 'systemHint' : 'environmentHint')}</p>
      ) : null}
    </>
  );
}

interface FieldsProps {
  readonly draft: ProxyDraft;
  readonly faults: ProxyFaults;
  readonly onChange: (changed: Partial<ProxyDraft>) => void;
}

/** What is typed is a name for machines. */
const FOR_MACHINES = { autoComplete: 'off', spellCheck: 'false' } as const;

function ServerFields({ draft, faults, onChange }: FieldsProps): ReactNode {
  const text = useText(proxyMessages);
  const isEnforced = usePolicies().isEnforced('proxy');
  const { host, port, bypass, bypassEntry: entry = '' } = faults;
  return (
    <>
      <InputField
        {...FOR_MACHINES}
        label={text('host')}
        hint={text('hostHint')}
        value={draft.host}
        isEnforced={isEnforced}
        onChange={(value) => onChange({ host: value })}
        error={host === undefined ? undefined : text(host)}
      />
      <InputField
        {...FOR_MACHINES}
        label={text('port')}
        inputMode="numeric"
        value={draft.port}
        isEnforced={isEnforced}
        onChange={(value) => onChange({ port: value })}
        error={port === undefined ? undefined : text(port)}
      />
      <OptionField
        label={text('scheme')}
        options={[
          { value: 'http', label: text('http') },
          { value: 'https', label: text('https') },
        ]}
        value={draft.scheme}
        isEnforced={isEnforced}
        onChange={(scheme) => onChange({ scheme })}
      />
      <InputField
        {...FOR_MACHINES}
        label={text('bypass')}
        hint={text('bypassHint')}
        value={draft.bypass}
        isEnforced={isEnforced}
        onChange={(value) => onChange({ bypass: value })}
        error={bypass === undefined ? undefined : text(bypass, { entry })}
      />
    </>
  );
}

const PASSWORD_HINTS = {
  missing: 'passwordNew',
  'in-keychain': 'passwordKept',
  'until-exit': 'passwordUntilExit',
  unreadable: 'passwordUnreadable',
} as const;

interface SignInFieldsProps extends FieldsProps {
  /** Where a password for this proxy and name is. */
  readonly place: ProxyView['password'];
}

function SignInFields({ draft, faults, place, onChange }: SignInFieldsProps): ReactNode {
  const text = useText(proxyMessages);
  const { proxy } = usePolicies().enforced;
  return (
    <>
      <InputField
        {...FOR_MACHINES}
        label={text('userName')}
        hint={text('userNameHint')}
        value={draft.userName}
        isEnforced={proxy?.kind === 'manual' && proxy.userName !== undefined}
        onChange={(userName) => onChange({ userName })}
      />
      {draft.userName.trim() === '' ? null : (
        <InputField
          {...FOR_MACHINES}
          label={text('password')}
          hint={text(PASSWORD_HINTS[place])}
          type="password"
          value={draft.password}
          onChange={(password) => onChange({ password })}
          error={faults.password === undefined ? undefined : text(faults.password)}
        />
      )}
    </>
  );
}
