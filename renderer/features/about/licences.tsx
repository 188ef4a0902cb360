import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { InputField } from '../../components/input-field.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { findLicences } from './find-licences.ts';
import { licenceMessages } from './licence-messages.ts';

/** Our licence, and those of everything of others in the program; asked for when a person wants to see them. */
export function Licences(): ReactNode {
  const text = useText(licenceMessages);
  const [isShown, setShown] = useState(false);
  return (
    <Section title={text('title')}>
      <p className="kern-body">{text('intro')}</p>
      {isShown ? (
        <LicenceView />
      ) : (
        <div>
          <ActionButton onPress={() => setShown(true)}>{text('show')}</ActionButton>
        </div>
      )}
    </Section>
  );
}

function LicenceView(): ReactNode {
  const { api } = useDesktop();
  const [loaded] = useAnswer(useCallback(() => api.getLicences({}), [api]));
  return <LoadedView loaded={loaded}>{(licences) => <LicenceList licences={licences} />}</LoadedView>;
}

function LicenceList({ licences }: { readonly licences: RequestOutput<'getLicences'> }): ReactNode {
  const text = useText(licenceMessages);
  const [search, setSearch] = useState('');
  const found = findLicences(licences.items, search);
  return (
    <>
      <Disclosure title={text('own', { licence: licences.own.licence })}>
        <LicenceText text={licences.own.text} />
      </Disclosure>
      <InputField label={text('search')} type="search" value={search} onChange={setSearch} autoFocus />
      <p className="kern-body" role="status">
        {text('found', { count: found.length })}
      </p>
      <div>
        {found.map(({ name, version, licence, text: licenceText }) => (
          <Disclosure key={`${name} ${version}`} title={text('item', { name, version, licence })}>
            <LicenceText text={licenceText} />
          </Disclosure>
        ))}
      </div>
    </>
  );
}

/** In the language and the lines of whoever gave it; nothing of it is ours to translate. */
function LicenceText({ text }: { readonly text: string }): ReactNode {
  return (
    <p className="kern-body bb-licence" lang="en">
      {text}
    </p>
  );
}
