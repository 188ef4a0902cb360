import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { setUpMessages } from './messages.ts';

export interface StepPageProps {
  /** From 1 on. */
  readonly number: number;
  readonly all: number;
  readonly children: ReactNode;
}

/** One step of the set-up, and where it is among the others. Give each step a key of its own: it is a view of its own. */
export function StepPage({ number, all, children }: StepPageProps): ReactNode {
  const text = useText(setUpMessages);
  return (
    <Page title={text('title')}>
      <p className="kern-preline bb-step">{text('step', { number, all })}</p>
      {children}
    </Page>
  );
}
