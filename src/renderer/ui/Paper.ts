/** A surface over the ground. */
export { default as Paper } from '@mui/material/Paper';
