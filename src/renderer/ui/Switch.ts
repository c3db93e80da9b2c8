/** A setting that is on or off at once. */
export { default as Switch } from '@mui/material/Switch';
