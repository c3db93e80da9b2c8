// A message with a colour and an icon of its own: a warning, a mistake, good news.
export { default as Alert } from '@mui/material/Alert';
export { default as AlertTitle } from '@mui/material/AlertTitle';
