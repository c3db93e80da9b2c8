import AddIcon from '@mui/icons-material/PersonAddAlt1';
import { kindNamed } from '@shared/kinds';
import { formatShortDate, localDate } from '@shared/lib/dates';
import type { Highlight, SearchHit } from '@shared/search/contract';
import { memo, useEffect, useRef } from 'react';
import { hitTitleOf, kindIcon } from '../services/records';
import { useLanguage, useTexts } from '../services/texts';
import './search.css';

interface Props {
  readonly listId: string;
  readonly optionId: (place: number) => string;
  /** Label of the whole list: what was found, or recent clients. */
  readonly label: string;
  readonly hits: readonly SearchHit[];
  /** The text they answer: the list stands while the next one is looked for. */
  readonly answers: string;
  /** The label stands above the list for all to see. */
  readonly headed: boolean;
  /** Said when there are no hits, or ''. */
  readonly message: string;
  /** The name offered for a new client as the last choice, or ''. */
  readonly newName: string;
  /** The choice under the cursor, -1 for none. */
  readonly active: number;
  readonly onPoint: (place: number) => void;
  readonly onChoose: (place: number, withCall: boolean) => void;
}

/** What was found, the best first, each with its kind, under the search field. The field keeps the focus. */
export const SearchResults = memo(function SearchResults(props: Props) {
  const { search } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-place="${props.active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [props.active]);
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
    // biome-ignore lint/a11y/noStaticElementInteractions: pressing beside a hit leaves the cursor in the field
    <div className="search-results" onMouseDown={(event) => event.preventDefault()}>
      {props.message !== '' && <div className="message">{props.message}</div>}
      <div
        className="list"
        id={props.listId}
        role="listbox"
        aria-label={props.label}
        data-answers={props.answers}
        ref={list}
      >
        {props.headed && props.hits.length > 0 && (
          <div className="heading" aria-hidden="true">
            {props.label}
          </div>
        )}
        {props.hits.map((hit, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is filled anew, not built anew, at every key
          <div className="choice" key={place} {...choice(place)}>
            {kindIcon(kindNamed(hit.kind))}
            <Hit hit={hit} />
          </div>
        ))}
        {props.newName !== '' && (
          <div className="choice" {...choice(props.hits.length)}>
            <AddIcon fontSize="small" />
            <div className="title">{search.create(props.newName)}</div>
          </div>
        )}
      </div>
      {props.hits.length > 0 && (
        <div className="foot">
          <span>{search.openHint}</span>
          <span>{search.callHint}</span>
          <span>{search.actionHint}</span>
        </div>
      )}
    </div>
  );
});

function Hit({ hit }: { readonly hit: SearchHit }) {
  const texts = useTexts();
  const { search, kinds } = texts;
  const language = useLanguage();
  const title = plain(hit.title);
  const shown = title === '' ? search.noName : <Marked pieces={hit.title} />;
  return (
    <>
      <div className="lines">
        <div className="title" title={title}>
          {hitTitleOf(kindNamed(hit.kind))?.(hit, shown, texts) ?? shown}
        </div>
        {hit.detail.length > 0 && (
          <div className="detail" title={plain(hit.detail)}>
            <Marked pieces={hit.detail} />
          </div>
        )}
      </div>
      <div className="aside">
        <div>{kinds[kindNamed(hit.kind)].one}</div>
        {hit.at !== '' && <div>{formatShortDate(dayOf(hit.at), language)}</div>}
      </div>
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
