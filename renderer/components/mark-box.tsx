import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

export interface MarkBoxProps {
  readonly label: string;
  /** `mixed`: some of what is inside. */
  readonly mark: boolean | 'mixed';
  readonly onToggle: () => void;
}

/** A check box with three states and no visible label of its own; a native one, for the sake of screen readers. */
export function MarkBox({ label, mark, onToggle }: MarkBoxProps): ReactNode {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = mark === 'mixed';
  }, [mark]);
  return (
    <span className="kern-form-check">
      <input
        ref={box}
        type="checkbox"
        className="kern-form-check__checkbox"
        aria-label={label}
        checked={mark === true}
        onChange={onToggle}
      />
    </span>
  );
}
