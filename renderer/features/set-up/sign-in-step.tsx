import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode, RefObject } from 'react';
import type { UserError } from '#ipc/user-error.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { focusFirstFault } from '../../components/focus-first-fault.ts';
import { InputField } from '../../components/input-field.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { setUpMessages } from './messages.ts';
import type { FoundServer } from './set-up.tsx';

interface SignInStepProps {
  readonly server: FoundServer;
  /** The account that is signed in again: nobody else may be signed in by mistake. Undefined: a new one. */
  readonly accountId: string | undefined;
  readonly onSignedIn: (accountId: string) => void;
  readonly onBack: () => void;
}

/** Signs in in the ways that the server offers, the best one first. */
export function SignInStep({ server, accountId, onSignedIn, onBack }: SignInStepProps): ReactNode {
  const text = useText(setUpMessages);
  const { productName: product, version, serverUrl: address, movedFrom } = server;
  return (
    <div className="bb-stack">
      <h2 className="kern-heading-medium">{text('signInTitle')}</h2>
      <p className="kern-body">{text('found', { product, version, address })}</p>
      {movedFrom === undefined ? null : (
        <Notice tone="warning" title={text('moved')} isNew>
          <p className="kern-body">{text('movedText', { movedFrom, address })}</p>
        </Notice>
      )}
      {server.signIn.map((way) =>
        way === 'browser' ? (
          <BrowserSignIn key={way} server={server} accountId={accountId} onSignedIn={onSignedIn} />
        ) : (
          <PasswordSignIn
            key={way}
            server={server}
            accountId={accountId}
            isOnlyWay={server.signIn.length === 1}
            onSignedIn={onSignedIn}
          />
        ),
      )}
      <div className="bb-lone">
        <ActionButton look="tertiary" onPress={onBack}>
          {text('back')}
        </ActionButton>
      </div>
    </div>
  );
}

function BrowserSignIn({ server, accountId, onSignedIn }: Omit<SignInStepProps, 'onBack'>): ReactNode {
  const text = useText(setUpMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [signInId, setSignInId] = useState<string>();
  useEffect(() => {
    if (signInId === undefined) return undefined;
    // Whoever leaves this step does not want it any more; one that is over does not mind.
    return () => void api.cancelBrowserSignIn({ signInId });
  }, [api, signInId]);
  const start = async (): Promise<void> => {
    const account = await act.run(async () => {
      const { serverUrl } = server;
      const started = await api.startBrowserSignIn({ serverUrl, ...(accountId === undefined ? {} : { accountId }) });
      if (!started.ok) return started;
      setSignInId(started.value.signInId);
      return api.finishBrowserSignIn({ signInId: started.value.signInId });
    });
    setSignInId(undefined);
    if (account !== undefined) onSignedIn(account.accountId);
  };
  return (
    <>
      {/* Who has just given it up knows. */}
      <ErrorNotice error={act.error?.code === 'cancelled' ? undefined : act.error} />
      {signInId === undefined ? (
        <div>
          <ActionButton look="primary" isPending={act.isPending} onPress={() => void start()}>
            {text('signInBrowser')}
          </ActionButton>
        </div>
      ) : (
        <Notice tone="info" title={text('signInWaiting')} isNew>
          <ActionButton onPress={() => void api.cancelBrowserSignIn({ signInId })}>{text('cancel')}</ActionButton>
        </Notice>
      )}
    </>
  );
}

interface PasswordSignInProps extends Omit<SignInStepProps, 'onBack'> {
  readonly isOnlyWay: boolean;
}

function PasswordSignIn({ server, accountId, isOnlyWay, onSignedIn }: PasswordSignInProps): ReactNode {
  const text = useText(setUpMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [hasTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFocusAfterRefusal(form, act.error);
  useForgetting(setPassword);
  const forgetPassword = (): void => {
    setPassword('');
    setTried(false);
  };
  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (userName.trim() === '' || password === '') {
      focusFirstFault(form.current);
      return;
    }
    const { serverUrl } = server;
    // A blank that was copied along belongs to no name.
    const who = { userName: userName.trim(), password, ...(accountId === undefined ? {} : { accountId }) };
    const account = await act.run(async () => {
      const answer = await api.signInWithPassword({ serverUrl, ...who });
      // Nobody shall have to type it again because the network was away.
      if (answer.ok || answer.error.code === 'sign-in-refused') forgetPassword();
      return answer;
    });
    if (account !== undefined) onSignedIn(account.accountId);
  };
  return (
    <form ref={form} className="bb-stack" onSubmit={(event) => void signIn(event)}>
      {isOnlyWay ? null : <OtherWay />}
      <InputField
        label={text('userName')}
        value={userName}
        onChange={setUserName}
        autoComplete="username"
        error={hasTried && userName.trim() === '' ? text('userNameMissing') : undefined}
      />
      <InputField
        label={text('password')}
        hint={text('passwordHint')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={hasTried && password === '' ? text('passwordMissing') : undefined}
      />
      <ErrorNotice error={act.error} />
      <div>
        <ActionButton look={isOnlyWay ? 'primary' : 'secondary'} type="submit" isPending={act.isPending}>
          {text('signIn')}
        </ActionButton>
      </div>
    </form>
  );
}

/** Whoever looks at something else in between has to type a password again: it waits nowhere. */
function useForgetting(setPassword: (password: string) => void): void {
  useEffect(() => () => setPassword(''), [setPassword]);
}

function OtherWay(): ReactNode {
  const text = useText(setUpMessages);
  return (
    <>
      <h3 className="kern-heading-small">{text('orPassword')}</h3>
      <p className="kern-body">{text('appPassword')}</p>
    </>
  );
}

/** Refused means typed wrong in most cases: the password is empty again, and whoever types goes on there. */
function useFocusAfterRefusal(form: RefObject<HTMLElement | null>, error: UserError | undefined): void {
  useEffect(() => {
    if (error?.code === 'sign-in-refused') form.current?.querySelector<HTMLElement>('[type="password"]')?.focus();
  }, [form, error]);
}
