import { type ClientRow, noClientFilter } from '@shared/clients/contract';
import { formatPhone } from '@shared/domain/phones/phones';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../ipc/use-command';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Autocomplete } from '../ui/Autocomplete';
import { Box } from '../ui/Box';
import { TextField } from '../ui/Field';
import { Typography } from '../ui/Typography';

/** As many as fit without losing the place. */
const shown = 20;

interface Option {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

interface Props {
  /** The chosen client's id, or ''. */
  readonly value: string;
  /** Told the id ('' when cleared) and the name. */
  readonly onChange: (clientId: string, name: string) => void;
  /** «Клиент» when absent. */
  readonly label?: string;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly error?: boolean;
  readonly helperText?: ReactNode;
  /** Offers to make a client of what was typed when nobody has that name. */
  readonly canCreate?: boolean;
  readonly placeholder?: string;
}

/** A field that finds a client as one types: by name, ИНН or phone. */
export function ClientPicker(props: Props) {
  const { clients, common } = useTexts();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const create = useCommand('clients.create');
  const chosen = useLive('clients.row', props.value === '' ? null : { id: props.value });
  const found = useLive(
    'clients.window',
    open
      ? {
          filter: { ...noClientFilter, text: text.slice(0, 200) },
          sort: { field: 'name', descending: false },
          offset: 0,
          limit: shown,
        }
      : null,
  );

  const row = props.value === '' ? undefined : chosen.value;
  const value: Option | null =
    props.value === '' ? null : { id: props.value, name: row ? row.name || clients.noName : '', detail: '' };
  const options: Option[] = (found.value?.rows ?? []).map((one) => ({
    id: one.id,
    name: one.name || clients.noName,
    detail: detailOf(one),
  }));
  const typed = text.trim();
  const known = options.some((option) => option.name.toLowerCase() === typed.toLowerCase());
  if (props.canCreate && typed !== '' && found.fresh && !known) {
    options.push({ id: '', name: clients.picker.create(typed), detail: '' });
  }

  const choose = async (option: Option | null) => {
    if (!option) return props.onChange('', '');
    if (option.id !== '') return props.onChange(option.id, option.name);
    const made = await create.run({ patch: { name: typed } });
    if (made) props.onChange(made.id, typed);
  };

  return (
    <Autocomplete<Option>
      value={value}
      options={options}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      onChange={(_event, option) => void choose(option)}
      inputValue={open || value === null ? text : value.name}
      onInputChange={(_event, next, reason) => {
        if (reason === 'input' || reason === 'clear') setText(next);
        else if (reason === 'blur') setText('');
      }}
      filterOptions={(all) => all}
      getOptionLabel={(option) => option.name}
      getOptionKey={(option) => option.id || 'create'}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      loading={open && !found.fresh}
      loadingText={common.loading}
      noOptionsText={clients.picker.nothing}
      clearText={clients.picker.clear}
      openText={common.open}
      closeText={common.close}
      disabled={props.disabled ?? false}
      autoHighlight
      selectOnFocus
      renderOption={({ key, ...li }, option) => (
        <Box component="li" key={key} {...li} sx={{ display: 'block !important', minWidth: 0 }}>
          <Typography noWrap sx={option.id === '' ? { color: 'primary.main' } : {}}>
            {option.name}
          </Typography>
          {option.detail !== '' && (
            <Typography variant="caption" noWrap component="div" sx={{ color: 'text.secondary' }}>
              {option.detail}
            </Typography>
          )}
        </Box>
      )}
      renderInput={(parameters) => (
        <TextField
          {...parameters}
          label={props.label ?? common.client}
          placeholder={props.placeholder ?? clients.picker.hint}
          autoFocus={props.autoFocus ?? false}
          required={props.required ?? false}
          error={props.error ?? false}
          helperText={props.helperText}
        />
      )}
    />
  );
}

function detailOf(row: ClientRow): string {
  const phone = row.phone === '' ? '' : formatPhone({ raw: row.phone, e164: row.phone, ext: '' });
  return [row.legalForm, row.city, row.inn, phone].filter(Boolean).join(' · ');
}
