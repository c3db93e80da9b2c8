import PlayIcon from '@mui/icons-material/PlayArrow';
import StopIcon from '@mui/icons-material/Stop';
import { type CallDraft, elapsed, running, stopped } from '@shared/calls/draft';
import { formatDuration } from '@shared/calls/duration';
import { useEffect, useState } from 'react';
import { useTexts } from '../services/texts';
import { nowIso } from '../ui/clock';
import { InputAdornment, TextField } from '../ui/Field';
import { IconButton } from '../ui/IconButton';

interface Props {
  readonly draft: CallDraft;
  readonly onChange: (change: (before: CallDraft) => CallDraft) => void;
  readonly invalid: boolean;
}

/**
 * How long the call lasts: counted while the timer runs, or typed, which stops it. What is shown stands while the caret
 * is in it: a value that changes under the fingers takes the selection away, and «7:30» becomes «0:017:30».
 */
export function DurationField({ draft, onChange, invalid }: Props) {
  const { calls } = useTexts();
  const runs = draft.runningSince !== '';
  const [now, setNow] = useState(nowIso);
  const [isFocused, setIsFocused] = useState(false);
  useEffect(() => {
    if (!runs || isFocused) return;
    setNow(nowIso());
    const timer = setInterval(() => setNow(nowIso()), 1000);
    return () => clearInterval(timer);
  }, [runs, isFocused]);
  const word = runs ? calls.form.stopTimer : calls.form.startTimer;
  return (
    <TextField
      label={calls.form.duration}
      value={runs ? formatDuration(elapsed(draft, now) ?? 0) : draft.duration}
      onChange={(event) =>
        onChange((before) => ({ ...before, runningSince: '', duration: event.target.value }))
      }
      error={invalid}
      helperText={runs ? calls.form.timerRuns : calls.form.durationHint}
      slotProps={{
        htmlInput: {
          ...{ autoComplete: 'off', inputMode: 'numeric', maxLength: 12 },
          onFocus: () => setIsFocused(true),
          onBlur: () => setIsFocused(false),
        },
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton
                size="small"
                edge="end"
                aria-label={word}
                title={word}
                onClick={() =>
                  onChange((before) => (runs ? stopped(before, nowIso()) : running(before, nowIso())))
                }
              >
                {runs ? <StopIcon fontSize="small" /> : <PlayIcon fontSize="small" />}
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  );
}
