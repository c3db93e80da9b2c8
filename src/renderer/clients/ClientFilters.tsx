import SearchIcon from '@mui/icons-material/Search';
import type { ClientFilter } from '@shared/clients/contract';
import { clientKinds, clientStatuses } from '@shared/clients/schema';
import { type RefObject, useState } from 'react';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Autocomplete } from '../ui/Autocomplete';
import { InputAdornment, TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { Select } from '../ui/Select';
import { ImportChip } from './ImportChip';

interface Props {
  readonly filter: ClientFilter;
  readonly onChange: (filter: ClientFilter) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** Called when the person goes on from the search into the list. */
  readonly onDown: () => void;
}

/** Everything the list can be narrowed by, always in sight. */
export function ClientFilters({ filter, onChange, searchRef, onDown }: Props) {
  const { clients } = useTexts();
  const words = clients.filters;
  const users = useLive('users.list', {});
  const set = <K extends keyof ClientFilter>(field: K, value: ClientFilter[K]) =>
    onChange({ ...filter, [field]: value });
  return (
    <>
      <TextField
        value={filter.text}
        onChange={(event) => set('text', event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && filter.text !== '') set('text', '');
          else if (event.key === 'ArrowDown' || event.key === 'Enter') onDown();
          else return;
          event.preventDefault();
        }}
        placeholder={words.searchHint}
        inputRef={searchRef}
        title="Ctrl+F"
        sx={{ flex: 1, minWidth: 190, maxWidth: 320 }}
        slotProps={{
          htmlInput: { 'aria-label': words.search, maxLength: 200, type: 'search' },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <SearchIcon fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      <Several
        label={words.kind}
        values={filter.kinds}
        options={clientKinds}
        names={clients.kinds}
        onChange={(kinds) => set('kinds', kinds)}
      />
      <Several
        label={words.status}
        values={filter.statuses}
        options={clientStatuses}
        names={clients.statuses}
        onChange={(statuses) => set('statuses', statuses)}
      />
      <Owner
        label={words.owner}
        everyone={words.everyone}
        value={filter.ownerId}
        users={users.value ?? []}
        onChange={(ownerId) => set('ownerId', ownerId)}
      />
      <Facet label={words.city} of="cities" value={filter.city} onChange={(city) => set('city', city)} />
      <Facet label={words.tag} of="tags" value={filter.tag} onChange={(tag) => set('tag', tag)} />
      {filter.importId !== '' && (
        <ImportChip importId={filter.importId} onClear={() => set('importId', '')} />
      )}
    </>
  );
}

interface SeveralProps<V extends string> {
  readonly label: string;
  readonly values: readonly V[];
  readonly options: readonly V[];
  readonly names: Readonly<Record<V, string>>;
  readonly onChange: (values: V[]) => void;
}

function Several<V extends string>({ label, values, options, names, onChange }: SeveralProps<V>) {
  return (
    <Select
      sx={{ width: 136 }}
      label={label}
      value={[...values]}
      onChange={(event) => onChange(event.target.value as unknown as V[])}
      slotProps={{
        select: {
          multiple: true,
          renderValue: (chosen) => (chosen as V[]).map((one) => names[one]).join(', '),
        },
      }}
    >
      {options.map((option) => (
        <MenuItem key={option} value={option} dense sx={{ fontWeight: values.includes(option) ? 700 : 400 }}>
          {names[option]}
        </MenuItem>
      ))}
    </Select>
  );
}

interface OwnerProps {
  readonly label: string;
  readonly everyone: string;
  readonly value: string;
  readonly users: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (ownerId: string) => void;
}

function Owner({ label, everyone, value, users, onChange }: OwnerProps) {
  const known = value === '' || users.some((user) => user.id === value);
  return (
    <Select
      sx={{ width: 166 }}
      label={label}
      value={known ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <MenuItem value="" dense>
        {everyone}
      </MenuItem>
      {users.map((user) => (
        <MenuItem key={user.id} value={user.id} dense>
          {user.name}
        </MenuItem>
      ))}
    </Select>
  );
}

interface FacetProps {
  readonly label: string;
  readonly of: 'cities' | 'tags';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A value that occurs in the database; its choices are counted only when it is opened. */
function Facet({ label, of, value, onChange }: FacetProps) {
  const { common } = useTexts();
  const [open, setOpen] = useState(false);
  const facets = useLive('clients.facets', open ? {} : null);
  const found = facets.value?.[of] ?? [];
  const counts = new Map(found.map((one) => [one.value, one.count]));
  return (
    <Autocomplete<string>
      value={value === '' ? null : value}
      onChange={(_event, next) => onChange(next ?? '')}
      options={found.slice(0, 300).map((one) => one.value)}
      isOptionEqualToValue={(a, b) => a === b}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      loading={open && !facets.fresh}
      loadingText={common.loading}
      noOptionsText={common.nothingFound}
      clearText={common.clearFilters}
      openText={common.open}
      closeText={common.close}
      sx={{ width: 136 }}
      renderOption={({ key, ...li }, option) => (
        <li key={key} {...li}>
          <span style={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis' }}>{option}</span>
          <small style={{ marginLeft: 12 }}>{counts.get(option)}</small>
        </li>
      )}
      renderInput={(parameters) => <TextField {...parameters} label={label} />}
    />
  );
}
