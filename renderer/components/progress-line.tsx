import type { ReactNode } from 'react';
import { Label, ProgressBar } from 'react-aria-components';

export interface ProgressLineProps {
  readonly label: string;
  /** From 0 to 1; undefined while nobody knows. */
  readonly share: number | undefined;
}

/** How far something has come, with the words that say so. */
export function ProgressLine({ label, share }: ProgressLineProps): ReactNode {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <ProgressBar className="bb-progress" isIndeterminate={percent === undefined} value={percent ?? 0}>
      <Label className="kern-body kern-body--small">{label}</Label>
      <div className="bb-progress__track">
        {percent === undefined ? (
          <div className="bb-progress__unknown" />
        ) : (
          <div className="bb-progress__done" style={{ inlineSize: `${percent}%` }} />
        )}
      </div>
    </ProgressBar>
  );
}
