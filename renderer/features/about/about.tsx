import type { ReactNode } from 'react';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { BackupNotice } from '../../components/backup-notice.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { HandbookLink } from '../../components/handbook-link.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { useBranding } from '../../i18n/branding-context.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { usePolicies } from '../../state/use-policies.ts';
import { Accessibility } from './accessibility.tsx';
import { Licences } from './licences.tsx';
import { aboutMessages } from './messages.ts';

/** What this program is, and in which versions. */
export function About({ info }: { readonly info: ShellInfo | undefined }): ReactNode {
  const text = useText(aboutMessages);
  return (
    <Page title={text('title')} intro={text('purpose')}>
      <p className="kern-body">{text('licence')}</p>
      <BackupNotice policies={usePolicies()} />
      <Help />
      {info === undefined ? null : <Versions info={info} />}
      <Accessibility />
      <Licences />
    </Page>
  );
}

/** Where people find help, what helps those who help, and who answers for the program. */
function Help(): ReactNode {
  const text = useText(aboutMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const { helpUrl, homepageUrl, imprintUrl, privacyUrl, supportAddress } = useBranding();
  const links = [
    [text('mailSupport'), `mailto:${supportAddress}`],
    [text('help'), helpUrl],
    [text('website'), homepageUrl],
    [text('imprint'), imprintUrl],
    [text('privacy'), privacyUrl],
  ] as const;
  return (
    <Section title={text('helpTitle')}>
      <ErrorNotice error={act.error} />
      <p className="kern-body">
        <HandbookLink anchor="about">{text('handbook')}</HandbookLink>
      </p>
      <div className="bb-buttons bb-lone">
        <ActionButton look="tertiary" onPress={() => go({ view: 'settings', part: 'diagnostics' })}>
          {text('toDiagnostics')}
        </ActionButton>
        {links.map(([name, url]) =>
          url === undefined ? null : (
            <ActionButton key={url} look="tertiary" onPress={() => void act.run(() => api.openUrl({ url }))}>
              {name}
            </ActionButton>
          ),
        )}
      </div>
    </Section>
  );
}

function Versions({ info }: { readonly info: ShellInfo }): ReactNode {
  const text = useText(aboutMessages);
  const { program, electron, chromium, node } = info.versions;
  const rows = [
    [text('program'), program],
    ['Electron', electron],
    ['Chromium', chromium],
    ['Node.js', node],
    [text('mode'), text(info.mode)],
  ] as const;
  return (
    <Section title={text('versions')}>
      <dl className="kern-description-list">
        {rows.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name} className="kern-description-list-item">
              <dt className="kern-description-list-item__key">{name}</dt>
              <dd className="kern-description-list-item__value">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </Section>
  );
}
