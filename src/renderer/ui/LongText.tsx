import { useState } from 'react';
import { useTexts } from '../services/texts';

interface Props {
  readonly text: string;
  /** Lines shown before the rest is folded. */
  readonly lines?: number;
  /** How many characters fit into a line, about. */
  readonly width?: number;
}

/** More than this may not fit into the lines; whether it does depends on the width, so the offer may come early. */
const charactersInLine = 90;

/** A text of any length as it was typed: its beginning, and the rest on demand. */
export function LongText({ text, lines = 6, width = charactersInLine }: Props) {
  const { notes } = useTexts();
  const [whole, setWhole] = useState(false);
  const long = text.length > lines * width || text.split('\n', lines + 1).length > lines;
  return (
    <div className="long-text">
      <div
        dir="auto"
        className="small"
        {...(long && !whole ? { 'data-cut': true, style: { WebkitLineClamp: lines } } : {})}
      >
        {whole ? text : text.slice(0, lines * 400)}
      </div>
      {long && (
        <button type="button" className="bare link caption" onClick={() => setWhole(!whole)}>
          {whole ? notes.less : notes.whole}
        </button>
      )}
    </div>
  );
}
