import { useState } from 'react';
import type { ReactNode } from 'react';
import { ChooseStep } from './choose-step.tsx';
import { PlaceStep } from './place-step.tsx';
import { StepPage } from './step-page.tsx';
import { useDraft } from './use-draft.ts';

export interface FolderStepsProps {
  readonly accountId: string;
  readonly onAccount: (accountId: string) => void;
  readonly onNewAccount: () => void;
  /** It is set up, or a person does not want it any more. */
  readonly onLeave: () => void;
}

/** Which folders come, and where to. What was chosen stays on the way back; only the end makes anything. */
export function FolderSteps({ accountId, onAccount, onNewAccount, onLeave }: FolderStepsProps): ReactNode {
  const draft = useDraft(accountId);
  const [isPlacing, setPlacing] = useState(false);
  return isPlacing ? (
    <StepPage key="place" number={4} all={4}>
      <PlaceStep draft={draft} onBack={() => setPlacing(false)} onDone={onLeave} />
    </StepPage>
  ) : (
    <StepPage key="choose" number={3} all={4}>
      <ChooseStep
        draft={draft}
        onAccount={onAccount}
        onNewAccount={onNewAccount}
        onNext={() => setPlacing(true)}
        onCancel={onLeave}
      />
    </StepPage>
  );
}
