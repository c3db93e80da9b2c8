import type { ReactNode } from 'react';
import { useActionHint } from '../services/action-words';
import { runAction } from '../services/actions';
import { features } from '../services/feature';
import { useTexts } from '../services/texts';
import { PlainButton } from '../ui/PlainButton';
import { Toolbar } from '../ui/Toolbar';

/** The bar at the top: the search, the frequent actions, and what features tell of there. */
export function TopBar({ children }: { readonly children: ReactNode }) {
  const { app, actions } = useTexts();
  const hint = useActionHint();
  // What the program is for stands first.
  const quick = features()
    .flatMap((feature) => feature.quick ?? [])
    .sort((a, b) => Number(b.main ?? false) - Number(a.main ?? false));
  return (
    <header className="top-bar">
      <div data-search-field>{children}</div>
      <Toolbar label={app.actions.label} className="top-bar-deeds">
        {quick.map(({ action, icon, main }) => (
          <PlainButton
            key={action}
            {...(main ? { look: 'main' as const } : {})}
            icon={icon}
            title={hint(action)}
            aria-label={actions.words[action]}
            onClick={() => runAction(action)}
          >
            {actions.words[action]}
          </PlainButton>
        ))}
        {features().flatMap(({ name, bar = [] }) => bar.map((Part) => <Part key={name} />))}
      </Toolbar>
    </header>
  );
}
