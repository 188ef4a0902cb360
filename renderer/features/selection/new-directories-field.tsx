import type { ReactNode } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { OptionField } from '../../components/option-field.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { usePolicies } from '../../state/use-policies.ts';
import { selectionMessages } from './messages.ts';

/** What happens to folders that turn up on the server. */
export type NewDirectories = RequestOutput<'getSelection'>['newDirectories'];

const USUAL_ASK_ABOVE_BYTES = 500_000_000;

interface NewDirectoriesFieldProps {
  readonly value: NewDirectories;
  readonly onChange: (value: NewDirectories) => void;
}

/** Whether new folders of the server come by themselves. A size that was set elsewhere is kept. */
export function NewDirectoriesField({ value, onChange }: NewDirectoriesFieldProps): ReactNode {
  const text = useText(selectionMessages);
  const language = useLanguage();
  const askAboveBytes = (value.kind === 'take' ? value.askAboveBytes : undefined) ?? USUAL_ASK_ABOVE_BYTES;
  const answers = {
    take: { kind: 'take' },
    'ask-above': { kind: 'take', askAboveBytes },
    ask: { kind: 'ask' },
  } as const satisfies Readonly<Record<string, NewDirectories>>;
  return (
    <OptionField
      label={text('newDirectories')}
      options={[
        { value: 'take', label: text('takeAll') },
        { value: 'ask-above', label: text('askAbove', { size: formatSize(askAboveBytes, language) }) },
        { value: 'ask', label: text('askAlways') },
      ]}
      value={value.kind === 'ask' ? 'ask' : value.askAboveBytes === undefined ? 'take' : 'ask-above'}
      isEnforced={usePolicies().isEnforced('newDirectories')}
      onChange={(chosen) => onChange(answers[chosen])}
    />
  );
}
