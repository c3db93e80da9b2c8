import Autocomplete from '@mui/material/Autocomplete';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTexts } from '../app/texts';
import { useLive } from '../ipc/use-live';

interface Props {
  readonly tags: readonly string[];
  readonly onChange: (tags: string[]) => void;
}

/** Tags of a client: Enter adds what was typed or one that is in use. */
export function TagsField({ tags, onChange }: Props) {
  const { clients, common } = useTexts();
  const [open, setOpen] = useState(false);
  const facets = useLive('clients.facets', open ? {} : null);
  return (
    <Autocomplete<string, true, true, true>
      multiple
      freeSolo
      disableClearable
      size="small"
      limitTags={4}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={(facets.value?.tags ?? []).map(({ value }) => value)}
      filterSelectedOptions
      value={[...tags]}
      onChange={(_event, next) => {
        const clean = next.map((tag) => tag.trim().slice(0, 60)).filter((tag) => tag !== '');
        onChange([...new Set(clean)].slice(0, 100));
      }}
      clearText={common.remove}
      renderValue={(value, itemProps) =>
        value.map((tag, index) => {
          const { key, ...rest } = itemProps({ index });
          return <Chip key={key} label={tag} size="small" {...rest} sx={{ maxWidth: 160 }} />;
        })
      }
      renderInput={(parameters) => (
        <TextField
          {...parameters}
          variant="standard"
          placeholder={tags.length === 0 ? clients.card.addTag : ''}
          slotProps={{
            ...parameters.slotProps,
            htmlInput: {
              ...parameters.slotProps.htmlInput,
              'aria-label': clients.card.tags,
              maxLength: 60,
            },
            input: { ...parameters.slotProps.input, disableUnderline: true },
          }}
        />
      )}
    />
  );
}
