import ArrowIcon from '@mui/icons-material/ArrowDropDown';
import { type KeyboardEvent, useState } from 'react';
import { Menu, MenuItem } from '../ui/Menu';

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly V[];
  readonly names: Readonly<Record<V, string>>;
  readonly onChange: (value: V) => void;
  readonly disabled?: boolean;
  /** Colours the value as a state: see `.chip` in plain.css. */
  readonly tone?: string;
}

/**
 * A small choice that stands where a label would: «Рабочий», «Мобильный». Closed it is one plain button; the list is
 * made when it opens.
 */
export function LabelSelect<V extends string>({
  label,
  value,
  options,
  names,
  onChange,
  disabled = false,
  tone,
}: Props<V>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setAnchor(event.currentTarget);
  };
  const pick = (option: V) => {
    setAnchor(null);
    if (option !== value) onChange(option);
  };
  return (
    <>
      <button
        type="button"
        role="combobox"
        className={value === '' ? 'choice-of-one unset' : 'choice-of-one'}
        aria-label={label}
        title={label}
        disabled={disabled}
        aria-haspopup="listbox"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        onKeyDown={onKeyDown}
      >
        {tone === undefined ? (
          <span className="ellipsis">{names[value]}</span>
        ) : (
          <span className={`chip tone-${tone}`}>{names[value]}</span>
        )}
        <ArrowIcon />
      </button>
      {anchor && (
        <Menu
          open
          anchorEl={anchor}
          onClose={() => setAnchor(null)}
          slotProps={{
            list: { role: 'listbox', 'aria-label': label },
            paper: { sx: { minWidth: anchor.offsetWidth, maxHeight: 480 } },
          }}
        >
          {options.map((option) => (
            <MenuItem
              key={option}
              role="option"
              selected={option === value}
              aria-selected={option === value}
              onClick={() => pick(option)}
            >
              {names[option]}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}
