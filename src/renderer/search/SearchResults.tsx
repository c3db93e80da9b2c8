import ClientIcon from '@mui/icons-material/ApartmentOutlined';
import CallIcon from '@mui/icons-material/Call';
import DocumentIcon from '@mui/icons-material/DescriptionOutlined';
import AddIcon from '@mui/icons-material/PersonAddAlt1';
import ContactIcon from '@mui/icons-material/PersonOutlined';
import NoteIcon from '@mui/icons-material/StickyNote2Outlined';
import TaskIcon from '@mui/icons-material/TaskAltOutlined';
import { styled } from '@mui/material/styles';
import { formatShortDate, localDate } from '@shared/lib/dates';
import type { Highlight, HitKind, SearchHit } from '@shared/search/contract';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { useLanguage, useTexts } from '../app/texts';

const icons: Readonly<Record<HitKind, ReactNode>> = {
  client: <ClientIcon fontSize="small" />,
  contact: <ContactIcon fontSize="small" />,
  document: <DocumentIcon fontSize="small" />,
  task: <TaskIcon fontSize="small" />,
  note: <NoteIcon fontSize="small" />,
  call: <CallIcon fontSize="small" />,
};

const Panel = styled('div')(({ theme }) => ({
  position: 'absolute',
  top: '100%',
  left: 0,
  right: 0,
  marginTop: 4,
  minWidth: 480,
  zIndex: theme.zIndex.modal - 1,
  display: 'flex',
  flexDirection: 'column',
  maxHeight: 'min(640px, calc(100vh - 96px))',
  color: theme.palette.text.primary,
  background: theme.palette.background.paper,
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  boxShadow: theme.shadows[8],
}));

const List = styled('div')({
  overflowY: 'auto',
  overscrollBehavior: 'contain',
  padding: '4px 0',
  minHeight: 0,
});

const GroupTitle = styled('div')(({ theme }) => ({
  ...theme.typography.caption,
  fontWeight: 700,
  color: theme.palette.text.secondary,
  padding: '6px 12px 2px',
}));

const Option = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  padding: '4px 12px',
  minHeight: 40,
  cursor: 'default',
  '& > svg': { color: theme.palette.text.secondary, flex: 'none' },
  '&[aria-selected="true"]': {
    background: theme.palette.action.selected,
    boxShadow: `inset 3px 0 ${theme.palette.primary.main}`,
  },
  '& mark': {
    color: 'inherit',
    fontWeight: 700,
    background: theme.palette.mode === 'dark' ? '#57491c' : '#ffeeb0',
    borderRadius: 2,
  },
}));

const line = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const Lines = styled('div')({ flex: 1, minWidth: 0, lineHeight: 1.3 });
const Title = styled('div')(line);
const Detail = styled('div')(({ theme }) => ({
  ...line,
  fontSize: 12.5,
  color: theme.palette.text.secondary,
}));
const When = styled('div')(({ theme }) => ({
  flex: 'none',
  fontSize: 12.5,
  color: theme.palette.text.secondary,
}));
const Foot = styled('div')(({ theme }) => ({
  display: 'flex',
  gap: 20,
  padding: '5px 12px',
  fontSize: 12.5,
  color: theme.palette.text.secondary,
  borderTop: `1px solid ${theme.palette.divider}`,
}));
const Message = styled('div')({ padding: '10px 12px 6px', ...line });

interface Props {
  readonly listId: string;
  readonly optionId: (place: number) => string;
  /** Label of the whole list: what was found, or recent clients. */
  readonly label: string;
  readonly hits: readonly SearchHit[];
  /** Hits stand under the names of their kinds. */
  readonly grouped: boolean;
  /** Said when there are no hits, or ''. */
  readonly message: string;
  /** The name offered for a new client as the last choice, or ''. */
  readonly newName: string;
  /** The choice under the cursor, -1 for none. */
  readonly active: number;
  readonly onPoint: (place: number) => void;
  readonly onChoose: (place: number, withCall: boolean) => void;
}

/** What was found, kind by kind, under the search field. The field keeps the focus. */
export const SearchResults = memo(function SearchResults(props: Props) {
  const { search } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-place="${props.active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [props.active]);
  const groups = props.grouped ? groupsOf(props.hits) : [{ kind: undefined, first: 0, hits: props.hits }];
  const choice = (place: number) => ({
    id: props.optionId(place),
    role: 'option',
    'aria-selected': place === props.active,
    'data-place': place,
    onMouseMove: () => props.onPoint(place),
    onClick: (event: { ctrlKey: boolean; metaKey: boolean }) =>
      props.onChoose(place, event.ctrlKey || event.metaKey),
  });
  return (
    <Panel onMouseDown={(event) => event.preventDefault()}>
      <List id={props.listId} role="listbox" aria-label={props.label} ref={list}>
        {groups.map(({ kind, first, hits }) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox may hold groups, not fieldsets
          <div
            key={kind ?? 'recent'}
            role="group"
            aria-label={kind === undefined ? props.label : search.kinds[kind]}
          >
            {hits.length > 0 && (
              <GroupTitle aria-hidden="true">
                {kind === undefined ? props.label : search.kinds[kind]}
              </GroupTitle>
            )}
            {hits.map((hit, place) => (
              <Option key={hit.id} {...choice(first + place)}>
                {icons[hit.kind]}
                <Hit hit={hit} />
              </Option>
            ))}
          </div>
        ))}
        {props.newName !== '' && (
          <Option {...choice(props.hits.length)}>
            <AddIcon fontSize="small" />
            <Title>{search.create(props.newName)}</Title>
          </Option>
        )}
      </List>
      {props.message !== '' && <Message style={{ order: -1 }}>{props.message}</Message>}
      {props.hits.length > 0 && (
        <Foot>
          <span>{search.openHint}</span>
          <span>{search.callHint}</span>
        </Foot>
      )}
    </Panel>
  );
});

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { search } = useTexts();
  const language = useLanguage();
  const title = plain(hit.title);
  return (
    <>
      <Lines>
        <Title title={title}>
          {hit.documentType !== '' && `${search.documentTypes[hit.documentType]} `}
          {hit.documentType !== '' && title !== '' && '№ '}
          {title === '' ? (
            hit.documentType === '' ? (
              search.noName
            ) : (
              `(${search.draft})`
            )
          ) : (
            <Marked pieces={hit.title} />
          )}
        </Title>
        {hit.detail.length > 0 && (
          <Detail title={plain(hit.detail)}>
            <Marked pieces={hit.detail} />
          </Detail>
        )}
      </Lines>
      {hit.at !== '' && <When>{formatShortDate(dayOf(hit.at), language)}</When>}
    </>
  );
}

function Marked({ pieces }: { readonly pieces: readonly Highlight[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name and are replaced all at once
  return pieces.map((piece, place) => (piece.match ? <mark key={place}>{piece.text}</mark> : piece.text));
}

const plain = (pieces: readonly Highlight[]) => pieces.map(({ text }) => text).join('');

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const dayOf = (at: string) => (at.length > 10 ? localDate(at, zone) : at);

interface Group {
  readonly kind: HitKind | undefined;
  readonly first: number;
  readonly hits: readonly SearchHit[];
}

/** Neighbours of one kind stand together; their places run through all groups. */
function groupsOf(hits: readonly SearchHit[]): Group[] {
  const groups: { kind: HitKind; first: number; hits: SearchHit[] }[] = [];
  for (const [place, hit] of hits.entries()) {
    const last = groups.at(-1);
    if (last?.kind === hit.kind) last.hits.push(hit);
    else groups.push({ kind: hit.kind, first: place, hits: [hit] });
  }
  return groups;
}
