/** What stands in a row or below one another, with even gaps. */
export { default as Stack } from '@mui/material/Stack';
