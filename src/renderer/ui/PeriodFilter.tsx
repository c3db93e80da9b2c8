import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { type CallPeriod, periodDays } from '@shared/calls/period';
import { formatShortDate, isIsoDate } from '@shared/lib/dates';
import { useLanguage } from '../services/texts';
import { DateField } from './DateField';

/** A period that is looked at. */
export interface PeriodView<P extends CallPeriod> {
  readonly period: P;
  /** The own period's days, `YYYY-MM-DD`, both included; '' is open. */
  readonly from: string;
  readonly to: string;
}

interface Words<P extends CallPeriod> {
  readonly period: string;
  readonly periods: Readonly<Record<P, string>>;
  readonly from: string;
  readonly to: string;
  readonly badRange: string;
}

interface Props<P extends CallPeriod> {
  readonly view: PeriodView<P>;
  /** Those offered, with `own` among them. */
  readonly periods: readonly P[];
  readonly today: string;
  readonly words: Words<P>;
  /** How wide a day's field is, in pixels. */
  readonly dayWidth: number;
  readonly onChange: (patch: Partial<PeriodView<P>>) => void;
}

/** Today, this week … or days of one's own: what period a list is of. */
export function PeriodFilter<P extends CallPeriod>(props: Props<P>) {
  const { view, periods, today, words, dayWidth, onChange } = props;
  const language = useLanguage();
  const days = (period: CallPeriod): string => {
    if (period === 'own' || period === 'all') return '';
    const { from, to } = periodDays(period, today);
    return [...new Set([from, to])].map((day) => formatShortDate(day, language)).join(' – ');
  };
  const toPeriod = (period: P) => {
    if (period !== 'own' || view.from !== '' || view.to !== '') return onChange({ period });
    // The own period begins with the days that were on screen.
    const shown = view.period === 'own' ? { from: '', to: '' } : periodDays(view.period, today);
    onChange({ period, from: shown.from || periodDays('month', today).from, to: shown.to || today });
  };
  const backwards = view.from !== '' && view.to !== '' && view.from > view.to;
  const dayField = (field: 'from' | 'to') => (
    <Box sx={{ width: dayWidth }}>
      <DateField
        label={words[field]}
        value={view[field]}
        onChange={(value) => {
          if (value === '' || isIsoDate(value)) onChange({ [field]: value } as Partial<PeriodView<P>>);
        }}
        error={backwards}
      />
    </Box>
  );
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        color="primary"
        value={view.period}
        aria-label={words.period}
        onChange={(_event, period: P | null) => period && toPeriod(period)}
        sx={{ '& button': { textTransform: 'none', py: 0.5, px: 1.25 } }}
      >
        {periods.map((period) => (
          <ToggleButton key={period} value={period} title={days(period)}>
            {words.periods[period]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {view.period === 'own' && (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {dayField('from')}
          {dayField('to')}
          {backwards && (
            <Typography variant="caption" role="alert" sx={{ color: 'error.main' }}>
              {words.badRange}
            </Typography>
          )}
        </Box>
      )}
    </>
  );
}
