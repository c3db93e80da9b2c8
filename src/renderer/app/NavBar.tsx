import { useRef } from 'react';
import { useActionHint } from '../services/action-words';
import { features, type Section } from '../services/feature';
import { useTexts } from '../services/texts';
import { useRoving } from '../ui/use-roving';

/** The sections; what waits in one for a person is counted on it. */
export function NavBar({ path }: { readonly path: string }) {
  const { app } = useTexts();
  const bar = useRef<HTMLElement>(null);
  useRoving(bar, 'column');
  const sections = features().flatMap(({ sections: own = [] }) => own);
  return (
    <nav ref={bar} className="sections" aria-label={app.nav.label}>
      <div>{app.name}</div>
      {sections
        .filter(({ atEnd }) => !atEnd)
        .map((section) => (
          <SectionLink key={section.path} section={section} path={path} />
        ))}
      {features().flatMap(({ name, navigation = [] }) =>
        navigation.map((Part) => <Part key={name} path={path} />),
      )}
      {sections
        .filter(({ atEnd }) => atEnd)
        .map((section) => (
          <SectionLink key={section.path} section={section} path={path} />
        ))}
    </nav>
  );
}

const nothing = () => 0;

function SectionLink({ section, path }: { readonly section: Section; readonly path: string }) {
  const { words } = useTexts().actions;
  const hint = useActionHint();
  const { action, path: href, icon, atEnd, useCount = nothing } = section;
  const count = useCount();
  const current = href === '/' ? path === '/' : path.startsWith(href);
  return (
    <a
      href={`#${href}`}
      className={atEnd ? 'at-end' : undefined}
      aria-label={words[action]}
      aria-current={current ? 'page' : undefined}
      title={hint(action)}
    >
      {icon}
      <span>{words[action]}</span>
      {count > 0 && <b data-count={count > 99 ? '99+' : count} />}
    </a>
  );
}
