import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { OptionField } from '../../components/option-field.tsx';
import { useText } from '../../i18n/language-context.tsx';
import type { ComparedLine } from './compare-texts.ts';
import { compareTexts, countChanges, toPairs } from './compare-texts.ts';
import { comparisonMessages } from './comparison-messages.ts';

export interface TextComparisonProps {
  readonly server: string;
  readonly mine: string;
  /** What both were made from, where it is known. */
  readonly base: string | undefined;
  /** Both texts are here to their ends. */
  readonly isWhole: boolean;
}

type Layout = 'below' | 'beside';

/** Lines that are drawn at first, and how many more each time. */
const PAGE_SIZE = 300;

/** Width, in letters of the page, from which two texts can be read side by side. */
const BESIDE_MIN_REM = 40;

/** What two texts differ in, line by line. A sign and words tell the sides apart, not the colour alone. */
export function TextComparison({ server, mine, base, isWhole }: TextComparisonProps): ReactNode {
  const text = useText(comparisonMessages);
  const [layout, setLayout] = useState<Layout>('below');
  const [limit, setLimit] = useState(PAGE_SIZE);
  const area = useRef<HTMLDivElement>(null);
  const hasRoom = useHasRoom(area);
  const lines = useMemo(() => compareTexts(server, mine, base), [server, mine, base]);
  if (lines === undefined) return <p className="kern-body kern-body--muted">{text('tooDifferent')}</p>;
  if (lines.every(({ kind }) => kind === 'same' || kind === 'gap')) {
    return <p className="kern-body">{text(isWhole ? 'equal' : 'equalBeginning')}</p>;
  }
  const options = [
    { value: 'below', label: text('below') },
    { value: 'beside', label: text('beside') },
  ] as const;
  const Table = hasRoom && layout === 'beside' ? LinesBeside : LinesBelow;
  return (
    <div ref={area} className="bb-stack">
      <Summary lines={lines} />
      {hasRoom ? <OptionField label={text('layout')} options={options} value={layout} onChange={setLayout} /> : null}
      <div className="bb-diff" tabIndex={0} role="region" aria-label={text('title')}>
        <Table lines={lines.slice(0, limit)} />
      </div>
      {lines.length <= limit ? null : (
        <div>
          <ActionButton onPress={() => setLimit(limit + PAGE_SIZE)}>{text('more')}</ActionButton>
        </div>
      )}
      {isWhole ? null : <p className="kern-body kern-body--muted">{text('beginning')}</p>}
    </div>
  );
}

/** True while both texts fit side by side; where they do not, they stand one below the other. */
function useHasRoom(area: RefObject<HTMLElement | null>): boolean {
  const [hasRoom, setHasRoom] = useState(true);
  useEffect(() => {
    const { current: element } = area;
    if (element === null) return undefined;
    const measure = (): void => {
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setHasRoom(element.clientWidth >= BESIDE_MIN_REM * remPx);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [area]);
  return hasRoom;
}

interface LinesProps {
  readonly lines: readonly ComparedLine[];
}

function LinesBelow({ lines }: LinesProps): ReactNode {
  const text = useText(comparisonMessages);
  return (
    <table className="bb-diff__table">
      <thead className="kern-sr-only">
        <tr>
          <th scope="col">{text('serverLine')}</th>
          <th scope="col">{text('mineLine')}</th>
          <th scope="col">{text('line')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the lines of a comparison never change their order
          <tr key={index}>
            {line.kind === 'gap' ? (
              <Gap lines={line.lines} columns={3} />
            ) : (
              <>
                <td className="bb-diff__number">{'serverLine' in line ? line.serverLine : ''}</td>
                <td className="bb-diff__number">{'mineLine' in line ? line.mineLine : ''}</td>
                <LineCell line={line} before={lines[index - 1]} />
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The sides stand as the cards above do. */
function LinesBeside({ lines }: LinesProps): ReactNode {
  const text = useText(comparisonMessages);
  const pairs = toPairs(lines);
  return (
    <table className="bb-diff__table bb-diff__table--beside">
      <colgroup>
        <col className="bb-diff__numbers" />
        <col />
        <col className="bb-diff__numbers" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {text('onThisPc')}
          </th>
          <th scope="col" colSpan={2}>
            {text('onServer')}
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ server, mine }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the lines of a comparison never change their order
          <tr key={index}>
            {server?.kind === 'gap' ? (
              <Gap lines={server.lines} columns={4} />
            ) : (
              <>
                <td className="bb-diff__number">{mine !== undefined && 'mineLine' in mine ? mine.mineLine : ''}</td>
                <LineCell line={mine} before={pairs[index - 1]?.mine} />
                <td className="bb-diff__number">
                  {server !== undefined && 'serverLine' in server ? server.serverLine : ''}
                </td>
                <LineCell line={server} before={pairs[index - 1]?.server} />
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gap({ lines, columns }: { readonly lines: number; readonly columns: number }): ReactNode {
  const text = useText(comparisonMessages);
  return (
    <td colSpan={columns} className="bb-diff__gap">
      {text('gap', { lines })}
    </td>
  );
}

const SIGNS = { same: '', server: '−', mine: '+' } as const;

interface LineCellProps {
  readonly line: ComparedLine | undefined;
  /** Of a line below one that says the same of itself the words are only heard. */
  readonly before: ComparedLine | undefined;
}

function LineCell({ line, before }: LineCellProps): ReactNode {
  const text = useText(comparisonMessages);
  if (line === undefined || line.kind === 'gap') return <td />;
  const { kind } = line;
  const words = findWords(line);
  return (
    <td className={`bb-diff__line bb-diff__line--${kind}`}>
      <span className="bb-diff__sign" aria-hidden="true">
        {SIGNS[kind]}
      </span>
      {words === undefined ? null : (
        <span className={words === findWords(before) ? 'kern-sr-only' : 'bb-diff__words'}>{text(words)}</span>
      )}
      <bdi>{showLine(line.text, kind !== 'same')}</bdi>
    </td>
  );
}

/** The end of a line is shown where it may be all that differs. */
function showLine(line: string, isChanged: boolean): string {
  const shown = line.replace(/\r$/, isChanged ? '␍' : '').replaceAll('\t', '    ');
  return toVisibleText(shown);
}

/** What is said of a line that stands on one side only: who changed it, or where it stands. */
function findWords(line: ComparedLine | undefined) {
  if (line?.kind !== 'server' && line?.kind !== 'mine') return undefined;
  const { kind, changedOn } = line;
  return changedOn === undefined ? (`${kind}-unknown` as const) : (`${kind}-changed-${changedOn}` as const);
}

function Summary({ lines }: LinesProps): ReactNode {
  const text = useText(comparisonMessages);
  const count = countChanges(lines);
  return (
    <p className="kern-body">
      {count.kind === 'by-side' ? text('changedBySide', { ...count }) : text('changedBetween', { lines: count.lines })}
    </p>
  );
}
