import { useState } from 'react';
import type { ReactNode } from 'react';
import { ChooseStep } from './choose-step.tsx';
import { PlaceStep } from './place-step.tsx';
import { StepPage } from './step-page.tsx';
import type { Draft, SpaceItem } from './use-draft.ts';
import { useDraft } from './use-draft.ts';

export interface FolderStepsProps {
  readonly accountId: string;
  /** The space that is offered first; undefined: the first that is not synced yet. */
  readonly spaceId: string | undefined;
  readonly onAccount: (accountId: string) => void;
  readonly onNewAccount: () => void;
  /** A person does not want it any more. */
  readonly onLeave: () => void;
  /** It is set up; what else of the account is not synced yet. */
  readonly onDone: (rest: readonly SpaceItem[]) => void;
}

/** Which folders come, and where to. What was chosen stays on the way back; only the end makes anything. */
export function FolderSteps({
  accountId,
  spaceId,
  onAccount,
  onNewAccount,
  onLeave,
  onDone,
}: FolderStepsProps): ReactNode {
  const draft = useDraft(accountId, spaceId);
  const [isPlacing, setPlacing] = useState(false);
  return isPlacing ? (
    <StepPage key="place" number={4} all={4}>
      <PlaceStep draft={draft} onBack={() => setPlacing(false)} onDone={() => onDone(listRest(draft))} />
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

/** Not what was just set up, whether or not the state tells of it already. */
function listRest({ spaces, space, isSynced }: Draft): readonly SpaceItem[] {
  return spaces.kind === 'loaded' ? spaces.value.filter((item) => item !== space && !isSynced(item)) : [];
}
