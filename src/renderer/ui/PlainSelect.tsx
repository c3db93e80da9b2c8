import { Box } from './Box';

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [value: V, name: string])[];
  readonly onChange: (value: V) => void;
  /** As wide as its words instead of its cell. */
  readonly narrow?: boolean;
}

/** A choice in a cell of a table: the system's own element, since there may be a thousand of them. */
export function PlainSelect<V extends string>({ label, value, options, onChange, narrow }: Props<V>) {
  return (
    <Box
      component="select"
      aria-label={label}
      value={value}
      onChange={(event: { target: { value: string } }) => {
        const chosen = options.find(([one]) => one === event.target.value);
        if (chosen) onChange(chosen[0]);
      }}
      sx={{
        width: narrow ? 'auto' : '100%',
        height: 28,
        px: 0.5,
        font: 'inherit',
        color: 'text.primary',
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
      }}
    >
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </Box>
  );
}
