import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

/** What something is called, and what it is. */
export type Fact = readonly [label: string, value: string];

/** Facts to be read and copied, a line each; those of which nothing is known are left out. */
export function Facts({
  lines,
  labelWidth,
}: {
  readonly lines: readonly Fact[];
  readonly labelWidth: number;
}) {
  return (
    <Box
      component="dl"
      sx={{ display: 'grid', gridTemplateColumns: `${labelWidth}px 1fr`, columnGap: 2, rowGap: 0.5, m: 0 }}
    >
      {lines
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <Box key={label} sx={{ display: 'contents' }}>
            <Typography component="dt" sx={{ color: 'text.secondary' }}>
              {label}
            </Typography>
            <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere', userSelect: 'text' }}>
              {value}
            </Typography>
          </Box>
        ))}
    </Box>
  );
}
