import { Activity as Background } from 'react';
import type { ReactNode } from 'react';
import type { ShellSettings } from '#policies/settings.ts';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import { About } from '../features/about/about.tsx';
import { Activity } from '../features/activity/activity.tsx';
import { Conflicts } from '../features/conflicts/conflicts.tsx';
import { Decisions } from '../features/decisions/decisions.tsx';
import { KeptFiles } from '../features/kept/kept-files.tsx';
import { Overview } from '../features/overview/overview.tsx';
import { Problems } from '../features/problems/problems.tsx';
import { WhyView } from '../features/problems/why-view.tsx';
import { Selection } from '../features/selection/selection.tsx';
import { SetUp } from '../features/set-up/set-up.tsx';
import { Settings } from '../features/settings/settings.tsx';
import type { Route } from '../state/route-context.tsx';
import { useNavigation } from '../state/route-context.tsx';

export interface ViewsProps {
  readonly info: ShellInfo | undefined;
  readonly settings: ShellSettings;
  readonly onSettings: (settings: ShellSettings) => void;
}

/**
 * The view of the place where the window is. A set-up that was begun waits in the background with all that was typed and
 * chosen, for whoever has to look at something else in between.
 */
export function Views(props: ViewsProps): ReactNode {
  const { route, begun } = useNavigation();
  return (
    <>
      {route.view === 'set-up' ? null : <View {...props} route={route} />}
      {begun === undefined ? null : (
        <Background mode={route.view === 'set-up' ? 'visible' : 'hidden'}>
          <SetUp
            key={begun.number}
            signInAgain={begun.route.signInAgain}
            accountId={begun.route.accountId}
            isNewAccount={begun.route.isNewAccount}
          />
        </Background>
      )}
    </>
  );
}

interface ViewProps extends ViewsProps {
  readonly route: Exclude<Route, { readonly view: 'set-up' }>;
}

function View({ route, info, settings, onSettings }: ViewProps): ReactNode {
  switch (route.view) {
    case 'overview':
      return <Overview info={info} chosen={route.chosen} />;
    case 'selection':
      return <Selection key={route.folderId} folderId={route.folderId} />;
    case 'decisions':
      return <Decisions />;
    case 'conflicts':
      return <Conflicts cameFor={route} />;
    case 'problems':
      return <Problems />;
    case 'why':
      return <WhyView key={`${route.folderId} ${route.path}`} folderId={route.folderId} path={route.path} />;
    case 'activity':
      return <Activity />;
    case 'kept':
      return <KeptFiles />;
    case 'settings':
      return (
        <Settings part={route.part} pattern={route.pattern} info={info} settings={settings} onSettings={onSettings} />
      );
    case 'about':
      return <About info={info} />;
    default:
      return route satisfies never;
  }
}
