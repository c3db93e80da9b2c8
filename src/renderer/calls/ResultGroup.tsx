import { type CallResult, callResults } from '@shared/calls/schema';
import { useId } from 'react';
import { useAction } from '../services/actions';
import { useTexts } from '../services/texts';
import { Box } from '../ui/Box';
import { Typography } from '../ui/Typography';

interface Props {
  readonly value: CallResult | '';
  readonly onChange: (result: CallResult) => void;
  readonly issue: string | undefined;
}

/** How the call ended, one key each: digits 1–7, in a text field with Alt. */
export function ResultGroup({ value, onChange, issue }: Props) {
  const { calls } = useTexts();
  const id = useId();
  useAction('call-result', (event) => {
    const result = callResults[Number(event?.code.at(-1)) - 1];
    if (!result) return false;
    onChange(result);
    return true;
  });
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, mb: 0.75 }}>
        <Typography variant="h3" component="div" id={id}>
          {calls.result}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {calls.form.resultKeys}
        </Typography>
      </Box>
      <Box
        role="radiogroup"
        aria-labelledby={id}
        aria-required
        aria-invalid={issue !== undefined}
        aria-describedby={issue === undefined ? undefined : `${id}-issue`}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}
      >
        {callResults.map((result, index) => (
          <Box
            key={result}
            component="label"
            sx={{
              position: 'relative',
              display: 'inline-flex',
              alignItems: 'center',
              gap: 0.75,
              px: 1.25,
              py: 0.5,
              border: 1,
              borderColor: issue ? 'error.main' : 'divider',
              borderRadius: 1,
              typography: 'body2',
              cursor: 'pointer',
              '&:hover': { bgcolor: 'action.hover' },
              '&:has(:checked)': {
                bgcolor: 'primary.main',
                borderColor: 'primary.main',
                color: 'primary.contrastText',
              },
              '&:has(:focus-visible)': {
                outline: '2px solid',
                outlineColor: 'primary.main',
                outlineOffset: 2,
              },
            }}
          >
            <input
              type="radio"
              name={id}
              value={result}
              checked={value === result}
              onChange={() => onChange(result)}
              style={{ position: 'absolute', inset: 0, opacity: 0, margin: 0, cursor: 'pointer' }}
            />
            <Box component="span" aria-hidden sx={{ typography: 'caption' }}>
              {index + 1}
            </Box>
            {calls.results[result]}
          </Box>
        ))}
      </Box>
      {issue && (
        <Typography
          id={`${id}-issue`}
          variant="caption"
          component="div"
          sx={{ color: 'error.main', mt: 0.5 }}
        >
          {issue}
        </Typography>
      )}
    </Box>
  );
}
