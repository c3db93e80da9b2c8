/** What is pressed as a whole: a row, a tile. */
export { default as ButtonBase } from '@mui/material/ButtonBase';
