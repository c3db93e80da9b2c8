import { useLanguage } from '../services/texts';
import { Box } from '../ui/Box';
import { Paper } from '../ui/Paper';
import { Typography } from '../ui/Typography';
import { textSizes } from '../ui/theme';

export interface Tile {
  readonly name: string;
  readonly value: number;
  /** Colour of a number that is not 0. */
  readonly tone?: 'success' | 'error' | 'warning';
}

/** Counts of a file, each under its name. */
export function CountTiles({ label, tiles }: { readonly label: string; readonly tiles: readonly Tile[] }) {
  const language = useLanguage();
  return (
    <Box
      component="dl"
      aria-label={label}
      sx={{
        display: 'grid',
        gap: 1.5,
        m: 0,
        gridTemplateColumns: 'repeat(auto-fit, minmax(110px, 1fr))',
        maxWidth: tiles.length * 212,
      }}
    >
      {tiles.map(({ name, value, tone }) => (
        <Paper key={name} variant="outlined" component="div" sx={{ px: 2, py: 1.25 }}>
          <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>
            {name}
          </Typography>
          <Typography
            component="dd"
            sx={{
              m: 0,
              fontSize: textSizes.screen,
              fontWeight: 700,
              lineHeight: 1.3,
              fontVariantNumeric: 'tabular-nums',
              color: value > 0 && tone ? `${tone}.main` : 'text.primary',
            }}
          >
            {value.toLocaleString(language)}
          </Typography>
        </Paper>
      ))}
    </Box>
  );
}
