import BinIcon from '@mui/icons-material/DeleteOutlined';
import SearchIcon from '@mui/icons-material/Search';
import NothingIcon from '@mui/icons-material/SearchOff';
import { formatPhoneQuickly } from '@shared/domain/phones/format-phone';
import { formatShortDate, localDate } from '@shared/lib/dates';
import { type BinItem, type BinKind, type BinRow, binKinds } from '@shared/recycle-bin/contract';
import { keptUntil } from '@shared/recycle-bin/term';
import { useMemo, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { usePagedRows } from '../ipc/use-paged-rows';
import { useKept } from '../lib/kept';
import { notify } from '../services/notices';
import { openOverlay } from '../services/overlays';
import { useLanguage, useSettings, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { Checkbox } from '../ui/Checkbox';
import { systemZone } from '../ui/clock';
import { EmptyState } from '../ui/EmptyState';
import { FailureText } from '../ui/FailureText';
import { InputAdornment, TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Page } from '../ui/Page';
import { Select } from '../ui/Select';
import { Typography } from '../ui/Typography';
import { type Column, VirtualTable } from '../ui/VirtualTable';
import { formatInstant } from '../ui/when';

/** «Корзина»: everything deleted, the last first, and the way back for each. */
export function RecycleBinScreen() {
  const { recycleBin: words, documents, common, kinds } = useTexts();
  const language = useLanguage();
  const { keepHistory } = useSettings();
  const [kind, setKind] = useKept<'' | BinKind>('bin:kind', '');
  const [text, setText] = useKept('bin:text', '');
  const [chosen, setChosen] = useState<ReadonlyMap<string, BinItem>>(new Map());
  const rows = usePagedRows('bin.window', { kinds: kind === '' ? [] : [kind], text });
  const restore = useCommand('bin.restore');
  const { run, busy } = restore;

  const columns = useMemo(() => {
    const nameOf = (row: BinRow) => {
      const type = row.collection === 'documents' && row.type ? documents.types[row.type as 'invoice'] : '';
      return [type, withPhone(row.name)].filter(Boolean).join(' ') || words.noName;
    };
    const bringBack = async (items: readonly BinItem[]) => {
      const done = await run({ items: items.map(({ collection, id }) => ({ collection, id })) });
      if (!done) return;
      setChosen(new Map());
      notify(words.restored(done.restored));
    };
    const toggle = ({ id, collection }: BinRow) =>
      setChosen((before) => {
        const next = new Map(before);
        if (!next.delete(id)) next.set(id, { id, collection });
        return next;
      });
    const list: readonly Column<BinRow>[] = [
      {
        key: 'select',
        label: '',
        width: '48px',
        cell: (row) => (
          <Checkbox
            size="small"
            checked={chosen.has(row.id)}
            onClick={(event) => event.stopPropagation()}
            onChange={() => toggle(row)}
            slotProps={{ input: { 'aria-label': words.select(nameOf(row).slice(0, 80)) } }}
            sx={{ p: 0.5, ml: -0.75 }}
          />
        ),
      },
      {
        key: 'kind',
        label: words.columns.kind,
        width: '120px',
        yields: 2,
        cell: (row) => kinds[row.collection].one,
      },
      {
        key: 'name',
        label: words.columns.name,
        width: 'minmax(170px, 1.8fr)',
        cell: (row) => {
          const name = nameOf(row);
          return (
            <span title={name}>
              {name}
              {row.together > 0 && <Together text={words.together(row.together)} />}
            </span>
          );
        },
      },
      {
        key: 'client',
        label: words.columns.client,
        width: 'minmax(96px, 1fr)',
        yields: 3,
        cell: (row) => <span title={row.clientName}>{row.clientName}</span>,
      },
      {
        key: 'deletedAt',
        label: words.columns.deletedAt,
        width: '176px',
        yields: 1,
        cell: (row) => formatInstant(row.deletedAt, language),
      },
      {
        key: 'deletedBy',
        label: words.columns.deletedBy,
        width: 'minmax(150px, 1fr)',
        yields: 4,
        cell: (row) => {
          const who = [row.deletedBy, row.device].filter(Boolean).join(' · ');
          return <span title={who}>{who}</span>;
        },
      },
      {
        key: 'keptUntil',
        label: words.columns.keptUntil,
        width: '104px',
        yields: 5,
        cell: (row) => {
          const until = keptUntil(row.deletedAt, keepHistory);
          return until === '' ? words.always : formatShortDate(localDate(until, systemZone()), language);
        },
      },
      {
        key: 'restore',
        label: '',
        width: '112px',
        align: 'right',
        cell: (row) => (
          <Button
            size="small"
            disabled={busy}
            aria-label={words.restoreOf(nameOf(row).slice(0, 80))}
            onClick={(event) => {
              event.stopPropagation();
              void bringBack([row]);
            }}
          >
            {words.restore}
          </Button>
        ),
      },
    ];
    return { list, bringBack };
  }, [words, kinds, documents, language, keepHistory, chosen, busy, run]);

  const narrowed = text !== '' || kind !== '';
  const change = (next: { kind?: '' | BinKind; text?: string }) => {
    if (next.kind !== undefined) setKind(next.kind);
    if (next.text !== undefined) setText(next.text);
    setChosen(new Map());
  };
  return (
    <Page
      title={words.title}
      note={rows.total === undefined ? '' : words.count(rows.total)}
      actions={
        chosen.size > 0 && (
          <Button
            variant="contained"
            disabled={busy}
            onClick={() => void columns.bringBack([...chosen.values()])}
          >
            {words.restoreSelected(chosen.size)}
          </Button>
        )
      }
      toolbar={
        <>
          <TextField
            label={words.text}
            placeholder={words.textHint}
            value={text}
            onChange={(event) => change({ text: event.target.value })}
            slotProps={{
              htmlInput: { maxLength: 200 },
              inputLabel: { shrink: true },
              input: {
                startAdornment: (
                  <InputAdornment position="start">
                    <SearchIcon fontSize="small" />
                  </InputAdornment>
                ),
              },
            }}
            sx={{ width: 280 }}
          />
          <Select
            label={words.kind}
            value={kind}
            onChange={(event) => change({ kind: event.target.value as '' | BinKind })}
            slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
            sx={{ width: 210 }}
          >
            <MenuItem value="">{words.allKinds}</MenuItem>
            {binKinds.map((one) => (
              <MenuItem key={one} value={one}>
                {kinds[one].many}
              </MenuItem>
            ))}
          </Select>
          <Term />
        </>
      }
    >
      <FailureText failure={restore.error} />
      <VirtualTable
        name="bin"
        label={words.list}
        columns={columns.list}
        rows={rows}
        onOpen={({ collection, id }) => openOverlay({ kind: 'history', collection, id })}
        resetKey={`${kind} ${text}`}
        empty={
          narrowed ? (
            <EmptyState
              icon={<NothingIcon />}
              title={words.nothing}
              text={words.nothingText}
              action={<Button onClick={() => change({ kind: '', text: '' })}>{common.clearFilters}</Button>}
            />
          ) : (
            <EmptyState icon={<BinIcon />} title={words.empty} text={words.emptyText} />
          )
        }
      />
    </Page>
  );
}

/** A call is called by its number, which people read in groups. */
const withPhone = (name: string) =>
  name.replace(/^\+\d{6,15}/, (e164) => formatPhoneQuickly({ e164, raw: e164, ext: '' }, ''));

/** What comes back along with a client. */
function Together({ text }: { readonly text: string }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary', typography: 'caption', ml: 1 }}>
      {text}
    </Box>
  );
}

/** For how long all this is kept. */
function Term() {
  const { recycleBin: words } = useTexts();
  const { keepHistory } = useSettings();
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      {keepHistory === 'always' ? words.keptAlways : words.kept(Number(keepHistory))}
    </Typography>
  );
}
