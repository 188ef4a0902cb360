import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language-context.tsx';
import { excludesMessages } from './excludes-messages.ts';

export interface DefaultPatternsProps {
  readonly patterns: readonly string[];
  /** A person came for this one: the list is open, and it has the focus, when it is among them. */
  readonly wanted: string | undefined;
}

/** What the program itself leaves out: it can be read, not changed. */
export function DefaultPatterns({ patterns, wanted }: DefaultPatternsProps): ReactNode {
  const text = useText(excludesMessages);
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    line.current?.focus();
    line.current?.scrollIntoView({ block: 'center' });
  }, [wanted]);
  const isHere = wanted !== undefined && patterns.includes(wanted);
  return (
    <>
      {isHere ? <p className="kern-body">{text('isDefault', { pattern: toShown(wanted) })}</p> : null}
      <details open={isHere}>
        <summary>{text('defaults', { count: patterns.length })}</summary>
        <pre className="bb-preview" tabIndex={0} aria-label={text('defaultsLabel')}>
          {patterns.map((pattern) => (
            <span key={pattern}>
              {pattern === wanted ? (
                <mark ref={line} tabIndex={-1}>
                  {toShown(pattern)}
                </mark>
              ) : (
                toShown(pattern)
              )}
              {'\n'}
            </span>
          ))}
        </pre>
      </details>
    </>
  );
}

/** Without the mark that only says what may go with its directory. */
function toShown(pattern: string): string {
  return pattern.replace(/^\]/, '');
}
