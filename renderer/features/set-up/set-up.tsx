import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useAppState } from '../../state/use-folders.ts';
import { useNavigation } from '../../state/route-context.tsx';
import { AddressStep } from './address-step.tsx';
import { setUpMessages } from './messages.ts';
import { PlaceStep } from './place-step.tsx';
import { SignInStep } from './sign-in-step.tsx';

/** What the server behind an address said of itself. */
export type FoundServer = RequestOutput<'detectServer'>;

type Step =
  | { readonly kind: 'address' }
  | { readonly kind: 'sign-in'; readonly server: FoundServer }
  | { readonly kind: 'place'; readonly accountId: string };

/** In their order. Whoever signs in again is done after the second. */
const STEPS: readonly Step['kind'][] = ['address', 'sign-in', 'place'];

export interface SetUpProps {
  /** The account that needs a new sign-in, if that is what it is about. */
  readonly signInAgain?: string | undefined;
}

/** From an address to a running sync: where, who, what. A person with an account starts at the last step. */
export function SetUp({ signInAgain }: SetUpProps): ReactNode {
  const text = useText(setUpMessages);
  const { go } = useNavigation();
  const accounts = useAppState()?.accounts ?? [];
  const again = accounts.find(({ accountId }) => accountId === signInAgain);
  const [first] = accounts;
  const [step, setStep] = useState<Step>(
    first === undefined || again !== undefined ? { kind: 'address' } : { kind: 'place', accountId: first.accountId },
  );
  const leave = (): void => go({ view: 'overview' });
  const toAddress = (): void => setStep({ kind: 'address' });
  return (
    // Each step is a view of its own: without the key, whoever presses Enter would be left at a field that is gone.
    <Page key={step.kind} title={text('title')}>
      <p className="kern-preline">
        {text('step', { number: STEPS.indexOf(step.kind) + 1, all: again === undefined ? STEPS.length : 2 })}
      </p>
      {step.kind === 'address' ? (
        <AddressStep
          suggestedUrl={again?.serverUrl ?? ''}
          onFound={(server) => setStep({ kind: 'sign-in', server })}
          onCancel={leave}
        />
      ) : null}
      {step.kind === 'sign-in' ? (
        <SignInStep
          server={step.server}
          accountId={again?.accountId}
          onSignedIn={(accountId) => (again === undefined ? setStep({ kind: 'place', accountId }) : leave())}
          onBack={toAddress}
        />
      ) : null}
      {step.kind === 'place' ? (
        <PlaceStep
          accountId={step.accountId}
          onAccount={(accountId) => setStep({ kind: 'place', accountId })}
          onNewAccount={toAddress}
          onDone={leave}
        />
      ) : null}
    </Page>
  );
}
