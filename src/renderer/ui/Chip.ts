/** A short word in a frame of its own; where they stand by the dozen, `.chip` of plain.css looks the same. */
export { default as Chip } from '@mui/material/Chip';
