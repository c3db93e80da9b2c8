/** What opens beside the control that was pressed. */
export { default as Popover } from '@mui/material/Popover';
