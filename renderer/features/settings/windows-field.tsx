import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { MOST_WINDOWS } from '#policies/time-windows.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { FaultText } from '../../components/fault-text.tsx';
import { useHint } from '../../components/use-hint.ts';
import { formatWeekday } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { windowsMessages } from './windows-messages.ts';
import { endsNextDay, findWindowFault, withWindow } from './windows-draft.ts';
import type { ProposedWindow, WindowDraft, WindowsDraft } from './windows-draft.ts';

export interface WindowsFieldProps {
  readonly label: string;
  /** What holds while there are none. */
  readonly hint: string;
  readonly draft: WindowsDraft;
  readonly proposed: ProposedWindow;
  /** The organisation has decided it: it is shown, said so, and cannot be changed. */
  readonly isEnforced: boolean;
  readonly onChange: (draft: WindowsDraft) => void;
}

/** Times of the week: one line for each, with its days, its beginning and its end. */
export function WindowsField({ label, draft, proposed, isEnforced, onChange, ...given }: WindowsFieldProps): ReactNode {
  const text = useText(windowsMessages);
  const hint = useHint(given.hint, isEnforced);
  const hintId = useId();
  const isFull = draft.windows.length >= MOST_WINDOWS;
  const end = useRef<HTMLDivElement>(null);
  const change = (changed: WindowDraft): void =>
    onChange({ ...draft, windows: draft.windows.map((window) => (window.key === changed.key ? changed : window)) });
  const add = (): void => {
    onChange(withWindow(draft, proposed));
    // To the new one, once it is drawn.
    requestAnimationFrame(() => end.current?.previousElementSibling?.querySelector('input')?.focus());
  };
  const remove = (changed: Partial<WindowsDraft>): void => {
    onChange({ ...draft, ...changed });
    // The button that was pressed goes away; the one that adds is there again once this is drawn.
    requestAnimationFrame(() => end.current?.querySelector('button')?.focus());
  };
  return (
    <fieldset className="kern-fieldset" disabled={isEnforced} aria-describedby={hintId}>
      <legend className="kern-label">{label}</legend>
      <p id={hintId} className="kern-hint">
        {hint}
      </p>
      <div className="kern-fieldset__body">
        {draft.unreadable === undefined ? null : (
          <UnreadableLine stored={draft.unreadable} onRemove={() => remove({ unreadable: undefined })} />
        )}
        {draft.windows.map((window, index) => (
          <WindowLine
            key={window.key}
            number={index + 1}
            window={window}
            onChange={change}
            onRemove={() => remove({ windows: draft.windows.filter((other) => other !== window) })}
          />
        ))}
        <div ref={end} className="bb-lone">
          {isFull ? (
            <p className="kern-hint" role="status">
              {text('full', { most: MOST_WINDOWS })}
            </p>
          ) : (
            <ActionButton look="tertiary" isDisabled={isEnforced} onPress={add}>
              {text('add')}
            </ActionButton>
          )}
        </div>
      </div>
    </fieldset>
  );
}

function UnreadableLine({ stored, onRemove }: { readonly stored: string; readonly onRemove: () => void }): ReactNode {
  const text = useText(windowsMessages);
  return (
    <div className="bb-buttons">
      <FaultText>{text('unreadable', { stored })}</FaultText>
      <ActionButton look="tertiary" onPress={onRemove}>
        {text('remove')}
      </ActionButton>
    </div>
  );
}

interface WindowLineProps {
  /** Of the line, from 1. */
  readonly number: number;
  readonly window: WindowDraft;
  readonly onChange: (window: WindowDraft) => void;
  readonly onRemove: () => void;
}

function WindowLine({ number, window, onChange, onRemove }: WindowLineProps): ReactNode {
  const text = useText(windowsMessages);
  const id = useId();
  const fault = findWindowFault(window);
  const note = fault === undefined ? (endsNextDay(window) ? text('nextDay') : undefined) : text(fault);
  const ofTimes = {
    describedBy: note === undefined ? undefined : id,
    isFaulty: fault !== undefined && fault !== 'daysMissing',
  };
  return (
    <div role="group" aria-label={text('window', { number: String(number) })} className="bb-window">
      <DayChecks
        days={window.days}
        describedBy={fault === 'daysMissing' ? id : undefined}
        onChange={(days) => onChange({ ...window, days })}
      />
      <div className="bb-buttons">
        <ClockField
          {...ofTimes}
          label={text('from')}
          value={window.from}
          onChange={(from) => onChange({ ...window, from })}
        />
        <ClockField {...ofTimes} label={text('to')} value={window.to} onChange={(to) => onChange({ ...window, to })} />
        <ActionButton look="tertiary" aria-label={text('removeWindow', { number: String(number) })} onPress={onRemove}>
          {text('remove')}
        </ActionButton>
      </div>
      {note === undefined ? null : fault === undefined ? (
        <p id={id} className="kern-hint">
          {note}
        </p>
      ) : (
        <FaultText id={id}>{note}</FaultText>
      )}
    </div>
  );
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];

interface DayChecksProps {
  readonly days: readonly number[];
  /** What says that none is ticked. */
  readonly describedBy: string | undefined;
  readonly onChange: (days: readonly number[]) => void;
}

function DayChecks({ days, describedBy, onChange }: DayChecksProps): ReactNode {
  const language = useLanguage();
  const id = useId();
  const toggle = (day: number): void =>
    onChange(WEEK.filter((each) => (each === day ? !days.includes(day) : days.includes(each))));
  return (
    <div className="bb-window__days">
      {WEEK.map((day) => (
        <div key={day} className="kern-form-check">
          <input
            id={`${id}-${day}`}
            type="checkbox"
            className="kern-form-check__checkbox"
            aria-label={formatWeekday(day, language, 'long')}
            aria-invalid={describedBy !== undefined}
            aria-describedby={describedBy}
            checked={days.includes(day)}
            onChange={() => toggle(day)}
          />
          <label className="kern-label" htmlFor={`${id}-${day}`}>
            {formatWeekday(day, language, 'short')}
          </label>
        </div>
      ))}
    </div>
  );
}

interface ClockFieldProps {
  readonly label: string;
  readonly value: string;
  readonly isFaulty: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: string) => void;
}

/** The clock of the system: it knows how hours are written where it is. */
function ClockField({ label, value, isFaulty, describedBy, onChange }: ClockFieldProps): ReactNode {
  const id = useId();
  return (
    <div className="bb-window__time">
      <label className="kern-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="time"
        className={`kern-form-input__input ${isFaulty ? 'kern-form-input__input--error' : ''}`}
        value={value}
        aria-invalid={isFaulty}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
