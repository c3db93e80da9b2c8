/** A line between parts. */
export { default as Divider } from '@mui/material/Divider';
