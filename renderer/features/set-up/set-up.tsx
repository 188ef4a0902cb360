import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AccountView } from '#ipc/app-state.ts';
import type { RequestOutput } from '#ipc/contract.ts';
import { useAppState } from '../../state/use-folders.ts';
import { useNavigation } from '../../state/route-context.tsx';
import { AddressStep } from './address-step.tsx';
import { FolderSteps } from './folder-steps.tsx';
import { MoreSpaces } from './more-spaces.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { StepPage } from './step-page.tsx';
import type { SpaceItem } from './use-draft.ts';

/** What the server behind an address said of itself. */
export type FoundServer = RequestOutput<'detectServer'>;

type Step =
  | { readonly kind: 'address' }
  | { readonly kind: 'sign-in'; readonly server: FoundServer }
  | { readonly kind: 'folders'; readonly accountId: string; readonly spaceId?: string | undefined }
  /** One folder is on its way; there is more that could be. */
  | { readonly kind: 'more'; readonly accountId: string; readonly rest: readonly SpaceItem[] };

/** Address, sign-in, which folders, where. Whoever signs in again is done after the second. */
const [ALL_STEPS, SIGN_IN_STEPS] = [4, 2];

const NO_ACCOUNTS: readonly AccountView[] = [];

export interface SetUpProps {
  /** The account that needs a new sign-in, if that is what it is about. */
  readonly signInAgain?: string | undefined;
  /** The account whose folders are chosen; the first one when absent. */
  readonly accountId?: string | undefined;
  /** Another account, although there are some. */
  readonly isNewAccount?: true | undefined;
}

/**
 * From an address to a running sync. A person with an account starts at the third step. Until the last click nothing is
 * made on this computer; an account that was signed in stays, whenever somebody leaves.
 */
export function SetUp({ signInAgain, accountId: wanted, isNewAccount }: SetUpProps): ReactNode {
  const { endSetUp: leave } = useNavigation();
  const accounts = useAppState()?.accounts ?? NO_ACCOUNTS;
  const again = accounts.find(({ accountId }) => accountId === signInAgain);
  const first = accounts.find(({ accountId }) => accountId === wanted) ?? accounts[0];
  const [step, setStep] = useStep(
    first === undefined || again !== undefined || isNewAccount === true
      ? { kind: 'address' }
      : { kind: 'folders', accountId: first.accountId },
  );
  const toAddress = (): void => setStep({ kind: 'address' });
  // Somebody has removed it meanwhile, in the settings.
  if (useIsGone(step, accounts)) toAddress();
  const all = again === undefined ? ALL_STEPS : SIGN_IN_STEPS;
  switch (step.kind) {
    case 'address':
      return (
        <StepPage key="address" number={1} all={all}>
          <AddressStep
            suggestedUrl={again?.serverUrl ?? ''}
            onFound={(server) => setStep({ kind: 'sign-in', server })}
            onCancel={leave}
          />
        </StepPage>
      );
    case 'sign-in':
      return (
        <StepPage key="sign-in" number={2} all={all}>
          <SignInStep
            server={step.server}
            accountId={again?.accountId}
            onSignedIn={(accountId) => (again === undefined ? setStep({ kind: 'folders', accountId }) : leave())}
            onBack={toAddress}
          />
        </StepPage>
      );
    case 'folders':
      return (
        <FolderSteps
          key={`${step.accountId} ${step.spaceId ?? ''}`}
          accountId={step.accountId}
          spaceId={step.spaceId}
          onAccount={(accountId) => setStep({ kind: 'folders', accountId })}
          onNewAccount={toAddress}
          onLeave={leave}
          onDone={(rest) => (rest.length === 0 ? leave() : setStep({ kind: 'more', accountId: step.accountId, rest }))}
        />
      );
    case 'more':
      return (
        <MoreSpaces
          spaces={step.rest}
          onSpace={(spaceId) => setStep({ kind: 'folders', accountId: step.accountId, spaceId })}
          onLeave={leave}
        />
      );
    default:
      return step satisfies never;
  }
}

/** Where somebody is, of which the way back to a set-up that waits has to know. */
function useStep(first: Step): readonly [Step, (next: Step) => void] {
  const { noteSetUp } = useNavigation();
  const [step, setStep] = useState(first);
  const goTo = (next: Step): void => {
    if (next.kind === 'folders') noteSetUp({ accountId: next.accountId, isDone: false });
    if (next.kind === 'more') noteSetUp({ isDone: true });
    setStep(next);
  };
  return [step, goTo];
}

/** True once, when the account of a step is there no more. */
function useIsGone(step: Step, accounts: readonly AccountView[]): boolean {
  const [known, setKnown] = useState(accounts);
  if (known === accounts) return false;
  setKnown(accounts);
  if (step.kind === 'address' || step.kind === 'sign-in') return false;
  const isOurs = ({ accountId }: AccountView): boolean => accountId === step.accountId;
  return known.some(isOurs) && !accounts.some(isOurs);
}
