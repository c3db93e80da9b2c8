/** A block with the theme at hand, for what has no class of its own. */
export { default as Box } from '@mui/material/Box';
