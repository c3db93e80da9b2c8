import SearchIcon from '@mui/icons-material/Search';
import { type CallPeriod, callPeriods } from '@shared/calls/period';
import { type CallResult, callResults } from '@shared/calls/schema';
import { useRef } from 'react';
import { useLive } from '../ipc/use-live';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { Checkbox } from '../ui/Checkbox';
import { InputAdornment, TextField } from '../ui/Field';
import { MenuItem } from '../ui/Menu';
import { PeriodFilter, type PeriodView } from '../ui/PeriodFilter';
import { Select } from '../ui/Select';
import { useFindKey } from '../ui/use-find-key';

/** What of the log is looked at; remembered between starts. */
export interface CallView extends PeriodView<CallPeriod> {
  readonly results: readonly CallResult[];
  readonly userId: string;
}

export const initialView: CallView = { period: 'week', from: '', to: '', results: [], userId: '' };

interface Props {
  readonly view: CallView;
  readonly onChange: (view: CallView) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly today: string;
  /** Asked for the list by ↓ in the search field. */
  readonly onLeave: () => void;
}

/** Period, result, person and words: the row above the call log. Ctrl+F comes to the words. */
export function CallFilters({ view, onChange, text, onText, today, onLeave }: Props) {
  const { calls, common } = useTexts();
  const { filter } = calls;
  const users = useLive('users.list', {});
  const field = useRef<HTMLInputElement>(null);
  const put = (patch: Partial<CallView>) => onChange({ ...view, ...patch });

  useFindKey(field);

  const filtered = text !== '' || view.results.length > 0 || view.userId !== '';
  return (
    <>
      <PeriodFilter
        view={view}
        periods={callPeriods}
        today={today}
        words={filter}
        dayWidth={170}
        onChange={put}
      />
      <Select
        label={calls.result}
        value={view.results}
        onChange={(event) => put({ results: event.target.value as unknown as CallResult[] })}
        sx={{ width: 164 }}
        slotProps={{
          inputLabel: { shrink: true },
          select: {
            multiple: true,
            displayEmpty: true,
            renderValue: (value) => {
              const chosen = value as CallResult[];
              const [only] = chosen;
              if (!only) return filter.anyResult;
              return chosen.length === 1 ? calls.results[only] : filter.results(chosen.length);
            },
          },
        }}
      >
        {callResults.map((result) => (
          <MenuItem key={result} value={result} dense>
            <Checkbox
              size="small"
              checked={view.results.includes(result)}
              tabIndex={-1}
              slotProps={{ input: { 'aria-hidden': true } }}
              sx={{ p: 0.5, mr: 0.5 }}
            />
            {calls.results[result]}
          </MenuItem>
        ))}
      </Select>
      <Select
        label={filter.user}
        value={users.value?.some(({ id }) => id === view.userId) ? view.userId : ''}
        onChange={(event) => put({ userId: event.target.value })}
        sx={{ width: 168 }}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">{filter.anyUser}</MenuItem>
        {(users.value ?? []).map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </Select>
      <TextField
        label={filter.text}
        placeholder={filter.textHint}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            onLeave();
          } else if (event.key === 'Escape' && text !== '') {
            onText('');
          }
        }}
        inputRef={field}
        sx={{ flex: 1, minWidth: 170, maxWidth: 340 }}
        slotProps={{
          htmlInput: { maxLength: 200, title: 'Ctrl+F' },
          inputLabel: { shrink: true },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <SearchIcon fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      {filtered && (
        <Button
          size="small"
          onClick={() => {
            onText('');
            put({ results: [], userId: '' });
          }}
        >
          {common.clearFilters}
        </Button>
      )}
    </>
  );
}
