/** Text in one of the four sizes. */
export { default as Typography } from '@mui/material/Typography';
