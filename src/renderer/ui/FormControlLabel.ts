/** The words beside a tick, a switch or a choice. */
export { default as FormControlLabel } from '@mui/material/FormControlLabel';
