import type { ReactNode, Ref } from 'react';

export type Tone = 'info' | 'success' | 'warning' | 'danger';

export interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  /** True for what comes up while a person is looking: screen readers say it. */
  readonly isNew?: boolean;
  /** Of who may hand the focus to the title. */
  readonly titleRef?: Ref<HTMLElement>;
}

/** A message that stays: what happened, and below what to do. */
export function Notice({ tone, title, children, isNew = false, titleRef }: NoticeProps): ReactNode {
  return (
    <div className={`kern-alert kern-alert--${tone}`} role={isNew ? (tone === 'danger' ? 'alert' : 'status') : 'group'}>
      <div className="kern-alert__header">
        <span className={`kern-icon kern-icon--${tone}`} aria-hidden="true" />
        <span className="kern-title" ref={titleRef} tabIndex={titleRef === undefined ? undefined : -1}>
          {title}
        </span>
      </div>
      {children === undefined ? null : <div className="kern-alert__body">{children}</div>}
    </div>
  );
}
