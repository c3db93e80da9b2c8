/** A link inside text. */
export { default as Link } from '@mui/material/Link';
