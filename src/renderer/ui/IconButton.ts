/** A round button with an icon; it always has an `aria-label`. `IconDeed` looks the same on lines that stand by the dozen. */
export { default as IconButton } from '@mui/material/IconButton';
