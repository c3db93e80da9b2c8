import ColumnsIcon from '@mui/icons-material/ViewColumnOutlined';
import { useState } from 'react';
import { useTexts } from '../services/texts';
import { useHasServer } from '../services/use-has-server';
import { Checkbox } from '../ui/Checkbox';
import { ListItemText, Menu, MenuItem } from '../ui/Menu';
import { type ColumnKey, columnKeys } from './columns';

interface Props {
  readonly shown: readonly ColumnKey[];
  readonly onChange: (shown: ColumnKey[]) => void;
}

/** Chooses the columns of the list; the name always stays. */
export function ColumnsMenu({ shown, onChange }: Props) {
  const { clients, common } = useTexts();
  const hasServer = useHasServer();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        className="bare round"
        aria-label={common.columns}
        title={common.columns}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <ColumnsIcon />
      </button>
      {anchor && (
        <Menu anchorEl={anchor} open onClose={() => setAnchor(null)}>
          {columnKeys
            .filter((key) => key !== 'name' && (hasServer || key !== 'mark'))
            .map((key) => {
              const on = shown.includes(key);
              return (
                <MenuItem
                  key={key}
                  dense
                  role="menuitemcheckbox"
                  aria-checked={on}
                  onClick={() => onChange(on ? shown.filter((one) => one !== key) : [...shown, key])}
                >
                  <Checkbox
                    checked={on}
                    size="small"
                    tabIndex={-1}
                    disableRipple
                    sx={{ p: 0, mr: 1 }}
                    slotProps={{ input: { 'aria-hidden': true } }}
                  />
                  <ListItemText>{clients.columns[key]}</ListItemText>
                </MenuItem>
              );
            })}
        </Menu>
      )}
    </>
  );
}
