import type { ReactNode } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { describeSpace, nameSpace } from './describe-space.ts';
import { setUpMessages } from './messages.ts';
import type { SpaceItem } from './use-draft.ts';
import { OWN_FILES } from './use-draft.ts';

export interface MoreSpacesProps {
  readonly spaces: readonly SpaceItem[];
  readonly onSpace: (spaceId: string) => void;
  readonly onLeave: () => void;
}

/** One folder is on its way. What else the account has is one click away, each with its own choice and place. */
export function MoreSpaces({ spaces, onSpace, onLeave }: MoreSpacesProps): ReactNode {
  const text = useText(setUpMessages);
  const language = useLanguage();
  return (
    <Page title={text('title')}>
      <Notice tone="success" title={text('begun')} isNew>
        <p className="kern-body">{text('begunText')}</p>
      </Notice>
      <h2 className="kern-heading-medium">{text('moreTitle', { count: spaces.length })}</h2>
      <p className="kern-body">{text('moreIntro')}</p>
      <ul className="bb-rows">
        {spaces.map((space) => (
          <li key={space.spaceId ?? OWN_FILES} className="bb-row">
            <span className="bb-row__text">
              <bdi className="bb-path__name">{nameSpace(space, text)}</bdi>
              <span className="bb-muted">{describeSpace(space, text, language).join(' – ')}</span>
            </span>
            <ActionButton
              aria-label={text('addSpaceFor', { name: nameSpace(space, text) })}
              onPress={() => onSpace(space.spaceId ?? OWN_FILES)}
            >
              {text('addSpace')}
            </ActionButton>
          </li>
        ))}
      </ul>
      <div className="bb-buttons">
        <ActionButton look="primary" onPress={onLeave}>
          {text('finish')}
        </ActionButton>
      </div>
    </Page>
  );
}
