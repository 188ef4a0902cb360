import { useCallback, useRef } from 'react';
import type { ReactNode, Ref } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import type { WhyView as Why } from '#ipc/path-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { PathText } from '../../components/path-text.tsx';
import { formatTime, toTimeWords } from '../../i18n/formats.ts';
import { useCodeText, useLanguage, useText } from '../../i18n/language-context.tsx';
import { whyMessages } from '../../i18n/why-messages.ts';
import { useNavigation } from '../../state/route-context.tsx';
import { useFolders } from '../../state/use-folders.ts';
import { useFollowing } from '../../state/use-following.ts';
import { useEscape } from '../../state/use-escape.ts';
import { useQuestion } from '../../state/use-question.ts';
import { AskWhy } from './ask-why.tsx';
import type { HolderWords } from './describe-holder.ts';
import { describeHolder, describeLock, useHolderWords } from './describe-holder.ts';
import { problemViewMessages } from './messages.ts';
import { NameFault } from './name-fault.tsx';
import { RemovalLines, RestoredNotice, useRestoring } from './removal.tsx';
import { RenameOffer } from './rename-offer.tsx';
import { SimilarPlaces } from './similar-places.tsx';
import { TransferAnswer, useTransfer } from './transfer-answer.tsx';
import type { Renaming } from './use-renaming.ts';
import { useRenaming } from './use-renaming.ts';
import { canTryAgain, WhyFix } from './why-fix.tsx';

export interface WhyViewProps {
  readonly folderId: string;
  readonly path: string;
}

/** The one reason why a path is, or is not, synced, and what can be done. */
export function WhyView({ folderId, path }: WhyViewProps): ReactNode {
  const text = useText(problemViewMessages);
  const { go } = useNavigation();
  const folders = useFolders();
  const folder = folders.find((known) => known.folderId === folderId);
  const [loaded, reload, follow] = useQuestion(
    useCallback((api, questionId) => api.explainPath({ folderId, path, questionId }), [folderId, path]),
  );
  const title = useRef<HTMLElement>(null);
  const isLooking = loaded.kind === 'loading';
  const leave = useCallback(() => go({ view: 'problems' }), [go]);
  useEscape(isLooking ? leave : undefined);
  const renaming = useRenaming(folderId);
  const restoring = useRestoring(folderId, reload);
  const transfer = useTransfer(folderId, path);
  const hasNewName = loaded.kind === 'loaded' && isRenamed(loaded.value, renaming);
  const told = `${folder?.state.kind} ${transfer === undefined}`;
  // The old path of a renamed item has no reason any more.
  useFollowing(folderId, told, hasNewName ? undefined : follow);
  return (
    <Page title={text('whyTitle')}>
      <PathText path={path} folderName={folder?.name} />
      <RestoredNotice path={restoring.path} />
      <LoadedView loaded={loaded}>
        {(why) => (
          <>
            {transfer === undefined ? (
              <Reason folderId={folderId} why={why} renaming={renaming} title={title} />
            ) : (
              <TransferAnswer transfer={transfer} />
            )}
            {hasNewName ? null : (
              <div className="bb-buttons">
                {folder === undefined ? null : <WhyFix folder={folder} why={why} restoring={restoring} title={title} />}
                {/* Who tries again looks again as well. */}
                {canTryAgain(why) ? null : <ActionButton onPress={reload}>{text('lookAgain')}</ActionButton>}
              </div>
            )}
            {folder === undefined ? null : <OtherPlaces path={path} why={why} folder={folder} folders={folders} />}
          </>
        )}
      </LoadedView>
      <div className="bb-lone">
        {/* Who leaves has given the question up. */}
        <ActionButton look="tertiary" onPress={leave}>
          {text(isLooking ? 'cancel' : 'back')}
        </ActionButton>
      </div>
    </Page>
  );
}

interface OtherPlacesProps {
  /** As it was asked for. */
  readonly path: string;
  readonly why: Why;
  readonly folder: FolderView;
  readonly folders: readonly FolderView[];
}

/** What else may be meant where nothing is, and the field for the next question. */
function OtherPlaces({ path, why, folder, folders }: OtherPlacesProps): ReactNode {
  if (!isNowhere(why)) return <AskWhy key={path} shown={folder} folders={folders} />;
  const toldIn = why.removal === undefined ? undefined : folder.folderId;
  return (
    <>
      <SimilarPlaces path={path} folders={folders} toldIn={toldIn} />
      <AskWhy key={path} shown={folder} folders={folders} asked={path} />
    </>
  );
}

function isNowhere({ code }: Why): boolean {
  return code === 'not-there' || code === 'was-removed' || code === 'excluded-not-there';
}

interface OwnerFileLinesProps {
  readonly document: Why['openDocument'];
  readonly words: HolderWords;
}

/** What the mark of an open document means, which one it is, and that others cannot write to it meanwhile. */
function OwnerFileLines({ document, words }: OwnerFileLinesProps): ReactNode {
  const text = useText(problemViewMessages);
  const sinceMs = document?.lockedSinceMs;
  return (
    <>
      <p className="kern-body">{text('openMarkMeaning')}</p>
      {document === undefined ? null : (
        <p className="kern-body">{text('openDocument', { document: toVisibleText(document.path) })}</p>
      )}
      {sinceMs === undefined ? null : <p className="kern-body">{describeLock({ kind: 'own', sinceMs }, words)}</p>}
    </>
  );
}

/** When something was tried last, and when it is tried again. */
function Attempts({ why: { lastAttemptAtMs, nextAttemptAtMs } }: { readonly why: Why }): ReactNode {
  const text = useText(problemViewMessages);
  const language = useLanguage();
  const nowMs = Date.now();
  if (nextAttemptAtMs === undefined) return null;
  if (lastAttemptAtMs === undefined) {
    return <p className="kern-body">{text('nextAttempt', { time: formatTime(nextAttemptAtMs, nowMs, language) })}</p>;
  }
  const last = toTimeWords(lastAttemptAtMs, nowMs, language);
  const next = toTimeWords(nextAttemptAtMs, nowMs, language);
  const words = { lastDay: last.day, last: last.time, nextDay: next.day, next: next.time };
  return <p className="kern-body">{text(nextAttemptAtMs > nowMs ? 'attempts' : 'attemptsDue', words)}</p>;
}

function isRenamed({ path, renaming: offer }: Why, renaming: Renaming): boolean {
  return offer !== undefined && renaming.findEnd({ path, side: offer.side })?.kind === 'renamed';
}

interface ReasonProps {
  readonly folderId: string;
  readonly why: Why;
  readonly renaming: Renaming;
  readonly title: Ref<HTMLElement>;
}

function Reason({ folderId, why, renaming, title: titleRef }: ReasonProps): ReactNode {
  const text = useText(problemViewMessages);
  const words = useHolderWords(folderId, why.code);
  const toText = useCodeText();
  const { title, hint } = toText(whyMessages[why.code]);
  return (
    <>
      {isRenamed(why, renaming) ? null : (
        <Notice tone={why.code === 'in-sync' ? 'success' : 'info'} title={title} titleRef={titleRef} isNew>
          <NameFault fault={why.renaming?.fault} />
          <p className="kern-body">{hint}</p>
          {why.heldBy === undefined ? null : <p className="kern-body">{describeHolder(why.heldBy, words)}</p>}
          {why.lock === undefined ? null : <p className="kern-body">{describeLock(why.lock, words)}</p>}
          {why.within === undefined ? null : (
            <p className="kern-body">{text('deselectedFolder', { folder: toVisibleText(why.within) })}</p>
          )}
          {why.removal === undefined ? null : <RemovalLines removal={why.removal} />}
          {why.pattern === undefined ? null : (
            <p className="kern-body">{text('pattern', { pattern: why.pattern.replace(/^\]/, '') })}</p>
          )}
          {why.isOwnerFile === true ? <OwnerFileLines document={why.openDocument} words={words} /> : null}
          <Attempts why={why} />
        </Notice>
      )}
      {why.renaming === undefined ? null : (
        <>
          <ErrorNotice error={renaming.act.error} />
          <RenameOffer path={why.path} offer={why.renaming} renaming={renaming} isMain />
        </>
      )}
    </>
  );
}
