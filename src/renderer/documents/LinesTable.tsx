import AddIcon from '@mui/icons-material/Add';
import CloseIcon from '@mui/icons-material/Close';
import { commonUnits } from '@shared/documents/defaults';
import { type LineField, type LineTexts, lineOf, remarkOn } from '@shared/documents/line-texts';
import { isBlankLine } from '@shared/documents/totals';
import { ratesOn, vatCodes } from '@shared/domain/vat/vat';
import { formatMoney, parseMoney } from '@shared/lib/money';
import { multiply } from '@shared/lib/quantity';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { notify } from '../services/notices';
import { useLanguage, useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { Typography } from '../ui/Typography';

type Cell = Exclude<keyof LineTexts, 'id'>;

const cells: readonly Cell[] = ['article', 'name', 'quantity', 'unit', 'price', 'discount', 'vatRate'];
/** A line stands in one row where there is room, else in three. */
const wide = '@media (min-width: 1000px)';
const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(3, minmax(0, 1fr)) 32px',
  [wide]: { gridTemplateColumns: '88px minmax(170px, 1fr) 84px 64px 112px 96px 100px 120px 32px' },
} as const;
/** Where each cell stands in a line of three rows: the column, and the sum's and the last button's own. */
const columnOf: Readonly<Record<Cell | 'amount' | 'remove', string>> = {
  article: '1',
  name: '2 / 4',
  quantity: '1',
  unit: '2',
  price: '3',
  discount: '1',
  vatRate: '2',
  amount: '3',
  remove: '4',
};
const placed = (cell: Cell | 'amount' | 'remove') => ({
  minWidth: 0,
  gridColumn: columnOf[cell],
  ...(cell === 'remove' ? { gridRow: 1 } : {}),
  [wide]: { gridColumn: 'auto', gridRow: 'auto' },
});
const right = new Set<Cell>(['quantity', 'price', 'discount']);

interface Props {
  readonly label: string;
  readonly lines: readonly LineTexts[];
  readonly onChange: (change: (before: readonly LineTexts[]) => readonly LineTexts[]) => void;
  readonly newLine: () => LineTexts;
  /** The document's date: it decides which rates are offered. */
  readonly date: string;
  /** Whether remarks on lines not yet left are shown too: a posting was tried. */
  readonly strict: boolean;
  /** There must be a line: without one the first is marked as wrong. */
  readonly required?: boolean;
}

/** «1 000,00», or '' when the line makes no sum yet. */
function amountText(texts: LineTexts, locale: 'ru' | 'en'): string {
  const line = lineOf(texts);
  if (isBlankLine(line)) return '';
  try {
    return formatMoney(multiply(line.price, line.quantity) - line.discount, { currency: '', locale });
  } catch {
    return '';
  }
}

/**
 * The lines of a document, for the keyboard: Tab and Enter go on, Enter in the last cell begins a new line, arrows go
 * up and down, Ctrl+Delete removes.
 */
export function LinesTable({ label, lines, onChange, newLine, date, strict, required = false }: Props) {
  const { documents, common } = useTexts();
  const { form } = documents;
  const locale = useLanguage();
  const unitsId = useId();
  const body = useRef<HTMLDivElement>(null);
  const goTo = useRef<{ row: number; cell: Cell }>(undefined);
  const offered = ratesOn(date).map(({ code }) => code as string);
  const rates = offered.length > 0 ? offered : [...vatCodes];
  const titles: Record<Cell, string> = {
    article: form.article,
    name: form.name,
    quantity: form.quantity,
    unit: form.unit,
    price: form.price,
    discount: form.discount,
    vatRate: form.vat,
  };

  const isEmpty = required && strict && lines.every((line) => isBlankLine(lineOf(line)));
  const focus = (row: number, cell: Cell): boolean => {
    const found = body.current?.querySelector<HTMLInputElement>(`[data-cell="${row}:${cell}"]`);
    found?.focus();
    if (found instanceof HTMLInputElement) found.select();
    return Boolean(found);
  };
  // A line that was just added can be reached only once it is there.
  useEffect(() => {
    const place = goTo.current;
    if (place && focus(place.row, place.cell)) goTo.current = undefined;
  });

  const add = () => {
    goTo.current = { row: lines.length, cell: 'name' };
    onChange((before) => [...before, newLine()]);
  };
  const latest = useRef(onChange);
  latest.current = onChange;
  /** The line that was removed last, while nothing was typed since: Ctrl+Z in a cell brings it back. */
  const removed = useRef<{ readonly line: LineTexts; readonly row: number }>(undefined);
  const bringBack = () => {
    const back = removed.current;
    removed.current = undefined;
    if (!back) return;
    goTo.current = { row: back.row, cell: 'name' };
    latest.current((before) => {
      if (before.some(({ id }) => id === back.line.id)) return before;
      // The blank line that stood in for the only one goes again.
      const rest = before.filter((line) => before.length > 1 || !isBlankLine(lineOf(line)));
      return [...rest.slice(0, back.row), back.line, ...rest.slice(back.row)];
    });
  };
  const remove = (row: number) => {
    const line = lines[row];
    if (line && !isBlankLine(lineOf(line))) {
      removed.current = { line, row };
      notify(common.removedOne(line.name || form.cell(form.lines, row + 1)), {
        action: { label: common.undo, run: bringBack },
      });
    }
    goTo.current = { row: Math.max(0, Math.min(row, lines.length - 2)), cell: 'name' };
    onChange((before) => {
      const rest = before.filter((_, at) => at !== row);
      return rest.length === 0 ? [newLine()] : rest;
    });
  };
  const change = (row: number, cell: Cell, value: string) => {
    removed.current = undefined;
    onChange((before) => before.map((line, at) => (at === row ? { ...line, [cell]: value } : line)));
  };

  /** «8500» becomes «8 500,00» when the field is left; what is no sum stays as typed. */
  const tidy = (row: number, cell: Cell) => {
    const typed = lines[row]?.[cell] ?? '';
    if ((cell !== 'price' && cell !== 'discount') || typed.trim() === '') return;
    const sum = parseMoney(typed);
    const tidied = sum === null ? typed : sum === 0 ? '' : formatMoney(sum, { currency: '' });
    if (tidied !== typed) change(row, cell, tidied);
  };

  const onKeyDown = (event: KeyboardEvent, row: number, cell: Cell) => {
    const control = event.ctrlKey || event.metaKey;
    if (event.code === 'KeyZ' && control && !event.shiftKey && removed.current) {
      event.preventDefault();
      bringBack();
    } else if (event.key === 'Delete' && control) {
      event.preventDefault();
      remove(row);
    } else if (event.key === 'Enter' && !control && !event.shiftKey) {
      event.preventDefault();
      const next = cells[cells.indexOf(cell) + 1];
      if (next) focus(row, next);
      else if (row + 1 < lines.length) focus(row + 1, 'name');
      else add();
    } else if (
      (event.key === 'ArrowUp' || event.key === 'ArrowDown') &&
      cell !== 'vatRate' &&
      cell !== 'unit'
    ) {
      event.preventDefault();
      focus(row + (event.key === 'ArrowDown' ? 1 : -1), cell);
    }
  };

  return (
    <Box>
      <Box
        role="table"
        aria-label={label}
        ref={body}
        sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}
      >
        <Box
          role="row"
          sx={{
            ...grid,
            typography: 'caption',
            color: 'text.secondary',
            borderBottom: 1,
            borderColor: 'divider',
            '& > *': { px: 1, py: 0.75, whiteSpace: 'nowrap' },
          }}
        >
          {cells.map((cell) => (
            <Box
              key={cell}
              role="columnheader"
              sx={{ ...placed(cell), textAlign: right.has(cell) ? 'right' : 'left' }}
            >
              {titles[cell]}
            </Box>
          ))}
          <Box role="columnheader" sx={{ ...placed('amount'), textAlign: 'right' }}>
            {form.amount}
          </Box>
          <Box role="columnheader" aria-label={documents.form.keys} sx={placed('remove')} />
        </Box>
        {lines.map((line, row) => {
          const remark = remarkOn(line);
          const shown = remark !== null && (strict || remark.field !== 'name') ? remark : null;
          const remarkId = `${unitsId}-remark-${line.id}`;
          const wrong = (field: LineField) =>
            shown?.field === field || (isEmpty && row === 0 && field === 'name');
          return (
            <Box
              key={line.id}
              role="row"
              sx={{
                borderBottom: row === lines.length - 1 ? 0 : 1,
                borderColor: 'divider',
                '&:focus-within': { bgcolor: 'action.hover' },
              }}
            >
              <Box
                role="presentation"
                sx={{
                  ...grid,
                  alignItems: 'center',
                  '& input, & select': {
                    width: '100%',
                    minWidth: 0,
                    height: 36,
                    px: 1,
                    border: 0,
                    bgcolor: 'transparent',
                    color: 'text.primary',
                    font: 'inherit',
                    typography: 'body2',
                    outline: 'none',
                    textOverflow: 'ellipsis',
                  },
                  '& select': { pr: 3 },
                  '& option': { bgcolor: 'background.paper', color: 'text.primary' },
                  '& input:focus, & select:focus': {
                    boxShadow: (theme) => `inset 0 0 0 2px ${theme.palette.primary.main}`,
                    borderRadius: '4px',
                  },
                  '& [aria-invalid="true"]': {
                    boxShadow: (theme) => `inset 0 0 0 1px ${theme.palette.error.main}`,
                    borderRadius: '4px',
                  },
                }}
              >
                {cells.map((cell) => {
                  const common = {
                    'data-cell': `${row}:${cell}`,
                    'aria-label': form.cell(titles[cell], row + 1),
                    'aria-invalid': wrong(cell as LineField),
                    'aria-describedby': shown ? remarkId : undefined,
                    value: line[cell],
                    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, row, cell),
                  };
                  return (
                    <Box key={cell} role="cell" sx={{ ...placed(cell), position: 'relative' }}>
                      {cell === 'vatRate' ? (
                        <select {...common} onChange={(event) => change(row, cell, event.target.value)}>
                          {[...new Set([...rates, line.vatRate])].map((rate) => (
                            <option key={rate} value={rate}>
                              {documents.vat(rate)}
                            </option>
                          ))}
                        </select>
                      ) : (
                        <input
                          {...common}
                          title={cell === 'name' ? line.name : undefined}
                          list={cell === 'unit' ? unitsId : undefined}
                          inputMode={right.has(cell) ? 'decimal' : undefined}
                          maxLength={cell === 'name' ? 2000 : cell === 'unit' ? 40 : 120}
                          autoComplete="off"
                          style={{ textAlign: right.has(cell) ? 'right' : 'left' }}
                          onChange={(event) => change(row, cell, event.target.value)}
                          onBlur={() => tidy(row, cell)}
                        />
                      )}
                    </Box>
                  );
                })}
                <Box
                  role="cell"
                  sx={{
                    ...placed('amount'),
                    px: 1,
                    textAlign: 'right',
                    typography: 'body2',
                    whiteSpace: 'nowrap',
                    overflow: 'hidden',
                    textOverflow: 'ellipsis',
                  }}
                  title={amountText(line, locale)}
                >
                  {amountText(line, locale)}
                </Box>
                <Box role="cell" sx={placed('remove')}>
                  <IconButton
                    size="small"
                    tabIndex={-1}
                    aria-label={form.removeLine(row + 1)}
                    title={`${form.removeLine(row + 1)} (Ctrl+Delete)`}
                    onClick={() => remove(row)}
                  >
                    <CloseIcon fontSize="inherit" />
                  </IconButton>
                </Box>
              </Box>
              {shown && (
                <Typography
                  id={remarkId}
                  role="cell"
                  variant="caption"
                  sx={{ color: 'error.main', px: 1, pb: 0.5, display: 'block' }}
                >
                  {documents.issues[shown.code]}
                </Typography>
              )}
            </Box>
          );
        })}
      </Box>
      <datalist id={unitsId}>
        {commonUnits.map((unit) => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mt: 0.5 }}>
        <Button size="small" startIcon={<AddIcon />} onClick={add}>
          {form.addLine}
        </Button>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {form.keys}
        </Typography>
      </Box>
    </Box>
  );
}
