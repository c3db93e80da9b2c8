import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useState } from 'react';
import { useTexts } from '../app/texts';

interface Props {
  readonly text: string;
  /** Lines shown before the rest is folded. */
  readonly lines?: number;
}

/** More than this may not fit into the lines; whether it does depends on the width, so the offer may come early. */
const charactersInLine = 90;

/** A text of any length as it was typed: its beginning, and the rest on demand. */
export function LongText({ text, lines = 6 }: Props) {
  const { notes } = useTexts();
  const [whole, setWhole] = useState(false);
  const long = text.length > lines * charactersInLine || text.split('\n', lines + 1).length > lines;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box
        dir="auto"
        sx={{
          typography: 'body2',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          ...(long && !whole
            ? {
                display: '-webkit-box',
                WebkitBoxOrient: 'vertical',
                WebkitLineClamp: lines,
                overflow: 'hidden',
              }
            : {}),
        }}
      >
        {whole ? text : text.slice(0, lines * 400)}
      </Box>
      {long && (
        <Link component="button" variant="caption" onClick={() => setWhole(!whole)}>
          {whole ? notes.less : notes.whole}
        </Link>
      )}
    </Box>
  );
}
