/** How far something is, or that it goes on. */
export { default as LinearProgress } from '@mui/material/LinearProgress';
