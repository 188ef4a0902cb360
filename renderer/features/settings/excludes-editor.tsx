import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import type { Answer, RequestOutput } from '#ipc/contract.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { LoadedView } from '../../components/loaded-view.tsx';
import { OptionField } from '../../components/option-field.tsx';
import { Section } from '../../components/section.tsx';
import { useHint } from '../../components/use-hint.ts';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { WantedPattern } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useFolders } from '../../state/use-folders.ts';
import { usePolicies } from '../../state/use-policies.ts';
import { DefaultPatterns } from './default-patterns.tsx';
import { FormEnd } from './form-end.tsx';
import { ExcludesPreview } from './excludes-preview.tsx';
import { excludesMessages } from './excludes-messages.ts';
import { SavedForm } from './saved-form.tsx';
import { saveSyncSettings } from './save-sync-settings.ts';

/** Patterns for all folders, and for each folder its own. */
interface Excludes {
  readonly common: string;
  readonly own: ReadonlyMap<string, string>;
  readonly defaults: readonly string[];
}

/** The place of the patterns that count in all folders; no folder has such an id. */
const ALL = '*';

export interface ExcludesEditorProps {
  /** A person came for the patterns: they take the focus. */
  readonly isWanted: boolean;
  /** The one that a person came for. */
  readonly wanted: WantedPattern | undefined;
}

/** What is not synced: for all folders and for each one, with what that means now. */
export function ExcludesEditor(props: ExcludesEditorProps): ReactNode {
  const text = useText(excludesMessages);
  const { api } = useDesktop();
  const load = useCallback(async () => {
    const [settings, excludes] = await Promise.all([api.getSyncSettings({}), api.getExcludes({})]);
    if (!settings.ok) return settings;
    return excludes.ok ? { ok: true as const, value: toExcludes(settings.value.excludes, excludes.value) } : excludes;
  }, [api]);
  const [loaded] = useAnswer(load);
  return (
    <Section title={text('title')}>
      <p className="kern-body">{text('meaning')}</p>
      <LoadedView loaded={loaded}>{(excludes) => <ExcludesForm stored={excludes} {...props} />}</LoadedView>
    </Section>
  );
}

function toExcludes(common: string, { folders, defaults }: RequestOutput<'getExcludes'>): Excludes {
  return { common, own: new Map(folders.map(({ folderId, excludes }) => [folderId, excludes])), defaults };
}

function findPatterns({ common, own }: Excludes, scope: string): string {
  return scope === ALL ? common : (own.get(scope) ?? '');
}

function withPatterns(excludes: Excludes, scope: string, patterns: string): Excludes {
  if (scope === ALL) return { ...excludes, common: patterns };
  return { ...excludes, own: new Map(excludes.own).set(scope, patterns) };
}

/** Where the patterns are others than those that are stored. */
function listChanged(excludes: Excludes, saved: Excludes): readonly string[] {
  const scopes = [ALL, ...excludes.own.keys()];
  return scopes.filter((scope) => findPatterns(excludes, scope) !== findPatterns(saved, scope));
}

function savePatterns(api: DesktopApi, scope: string, excludes: string): Promise<Answer<unknown>> {
  return scope === ALL ? saveSyncSettings(api, { excludes }) : api.changeFolderExcludes({ folderId: scope, excludes });
}

function ExcludesForm({ stored, isWanted, wanted }: ExcludesEditorProps & { readonly stored: Excludes }): ReactNode {
  const text = useText(excludesMessages);
  const { api } = useDesktop();
  const folders = useFolders();
  const act = useAct();
  const [saved, setSaved] = useState(stored);
  const [excludes, setExcludes] = useState(stored);
  const [done, setDone] = useState<'saved' | 'unchanged'>();
  const [scope, setScope] = useState(() => findScope(stored, wanted));
  const isEnforced = usePolicies().isEnforced('excludes');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The program's own patterns stand in a list of their own, which takes the focus itself.
    if (!isWanted || (wanted !== undefined && stored.defaults.includes(wanted.pattern))) return;
    const field = form.current?.querySelector('textarea');
    field?.focus();
    if (wanted !== undefined) selectLine(field, wanted.pattern);
  }, [isWanted, wanted, stored]);
  const change = (edited: string): void => {
    setDone(undefined);
    setExcludes(withPatterns(excludes, scope, edited));
  };
  const changedScopes = listChanged(excludes, saved);
  const save = async (): Promise<boolean> => {
    setDone(undefined);
    let now = saved;
    for (const changed of changedScopes) {
      const patterns = findPatterns(excludes, changed);
      if ((await act.run(() => savePatterns(api, changed, patterns))) === undefined) return false;
      now = withPatterns(now, changed, patterns);
      setSaved(now);
    }
    setDone(now === saved ? 'unchanged' : 'saved');
    return true;
  };
  return (
    <SavedForm ref={form} title={text('title')} isChanged={changedScopes.length > 0} save={save}>
      {folders.length < 2 || isEnforced ? null : <ScopeField folders={folders} value={scope} onChange={setScope} />}
      <PatternsField value={findPatterns(excludes, scope)} isEnforced={isEnforced} onChange={change} />
      <ExcludesPreview
        edited={findPatterns(excludes, scope)}
        isSaved={findPatterns(excludes, scope) === findPatterns(saved, scope)}
        asked={folders
          .filter(({ folderId }) => scope === ALL || folderId === scope)
          .map(({ folderId, name }) => ({
            folderId,
            name,
            others: isEnforced ? '' : findPatterns(excludes, scope === ALL ? folderId : ALL),
          }))}
      />
      <DefaultPatterns patterns={excludes.defaults} wanted={wanted?.pattern} />
      <FormEnd
        error={act.error}
        saved={done === undefined ? undefined : text(done)}
        save={isEnforced ? undefined : text('save')}
        isPending={act.isPending}
      />
    </SavedForm>
  );
}

/** Where a pattern stands: what a folder has of its own is looked through before what counts in all of them. */
function findScope({ own }: Excludes, wanted: WantedPattern | undefined): string {
  if (wanted === undefined) return ALL;
  const lines = own.get(wanted.folderId)?.split('\n') ?? [];
  return lines.some((line) => line.trim() === wanted.pattern) ? wanted.folderId : ALL;
}

/** Whoever came for one line sees at once which it is. */
function selectLine(field: HTMLTextAreaElement | null | undefined, wanted: string): void {
  const lines = field?.value.split('\n') ?? [];
  const index = lines.findIndex((line) => line.trim() === wanted);
  if (index < 0) return;
  const start = lines.slice(0, index).reduce((length, line) => length + line.length + 1, 0);
  field?.setSelectionRange(start, start + (lines[index]?.length ?? 0));
}

interface ScopeFieldProps {
  readonly folders: readonly FolderView[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ScopeField({ folders, value, onChange }: ScopeFieldProps): ReactNode {
  const text = useText(excludesMessages);
  const options = [
    { value: ALL, label: text('allFolders') },
    ...folders.map(({ folderId, name }) => ({ value: folderId, label: text('oneFolder', { name }) })),
  ];
  return <OptionField label={text('scope')} options={options} value={value} onChange={onChange} />;
}

interface PatternsFieldProps {
  readonly value: string;
  readonly isEnforced: boolean;
  readonly onChange: (value: string) => void;
}

function PatternsField({ value, isEnforced, onChange }: PatternsFieldProps): ReactNode {
  const text = useText(excludesMessages);
  const hint = useHint(text('hint'), isEnforced);
  return (
    <TextField className="kern-form-input" value={value} onChange={onChange} isReadOnly={isEnforced}>
      <Label className="kern-label">{text('label')}</Label>
      <Text slot="description" className="kern-hint">
        {hint}
      </Text>
      <TextArea className="kern-form-input__input" rows={6} spellCheck={false} />
    </TextField>
  );
}
