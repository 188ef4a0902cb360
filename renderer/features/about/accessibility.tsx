import type { ReactNode } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { useBranding } from '../../i18n/branding-context.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { accessibilityMessages } from './accessibility-messages.ts';

const TESTED = ['testedAxe', 'testedKeyboard', 'testedSize'] as const;
const OPEN = ['openPeople', 'openPreview', 'openTray'] as const;

/**
 * What was tested, what was not, and how to report a barrier; and the way to the statement of whoever offers the program,
 * where there is one.
 * @see https://www.gesetze-im-internet.de/bitv_2_0/__7.html
 */
export function Accessibility(): ReactNode {
  const text = useText(accessibilityMessages);
  const { api } = useDesktop();
  const act = useAct();
  const { supportAddress, accessibilityUrl } = useBranding();
  const open = (url: string): void => void act.run(() => api.openUrl({ url }));
  return (
    <Section title={text('title')}>
      <p className="kern-body">{text('aim')}</p>
      <PointList title={text('tested')} points={TESTED.map((key) => text(key))} />
      <PointList title={text('open')} points={OPEN.map((key) => text(key))} />
      <h3 className="kern-heading-small">{text('report')}</h3>
      <p className="kern-body">{text('reportText')}</p>
      {accessibilityUrl === undefined ? null : <p className="kern-body">{text('statementText')}</p>}
      <ErrorNotice error={act.error} />
      <div className="bb-buttons">
        <ActionButton onPress={() => open(`mailto:${supportAddress}`)}>{text('reportMail')}</ActionButton>
        {accessibilityUrl === undefined ? null : (
          <ActionButton look="tertiary" onPress={() => open(accessibilityUrl)}>
            {text('statement')}
          </ActionButton>
        )}
      </div>
    </Section>
  );
}

interface PointListProps {
  readonly title: string;
  readonly points: readonly string[];
}

function PointList({ title, points }: PointListProps): ReactNode {
  return (
    <>
      <h3 className="kern-heading-small">{title}</h3>
      <ul className="kern-list kern-list--bullet">
        {points.map((point) => (
          <li key={point} className="kern-body">
            {point}
          </li>
        ))}
      </ul>
    </>
  );
}
