import TextField, { type TextFieldProps } from '@mui/material/TextField';

/** A field whose value is one of a list; its children are the choices, `MenuItem`s. */
export function Select(props: Omit<TextFieldProps, 'select'>) {
  return <TextField select {...props} />;
}
