import PinIcon from '@mui/icons-material/PushPinOutlined';
import { listPath, useViews } from './use-views';

/** The views that a person has pinned, or was given so, below the sections. */
export function PinnedViews({ path }: { readonly path: string }) {
  const views = useViews().filter(({ pinned }) => pinned);
  return views.map(({ id, kind, name }) => {
    const href = listPath(kind, id);
    return (
      <a key={id} href={`#${href}`} aria-current={path === href ? 'page' : undefined} title={name}>
        <PinIcon />
        <span className="ellipsis">{name}</span>
      </a>
    );
  });
}
