import { useTexts } from '../services/texts';
import { LongText } from '../ui/LongText';
import { Typography } from '../ui/Typography';

interface Props {
  /** The value in words; '' for what is empty. */
  readonly text: string;
  /** Said in place of a value that is not known here. */
  readonly instead?: string | undefined;
  /** How many characters fit into a line, about. */
  readonly width?: number;
}

/** A field's value in a table of fields; what is no value looks like none, as in the history. */
export function FieldValue({ text, instead, width = 45 }: Props) {
  const { conflicts } = useTexts();
  if (instead === undefined && text !== '') return <LongText text={text} lines={4} width={width} />;
  return (
    <Typography variant="body2" component="span" sx={{ color: 'text.secondary', fontStyle: 'italic' }}>
      {instead ?? conflicts.nothing}
    </Typography>
  );
}
