/** A field that offers what fits what is typed. */
export { default as Autocomplete } from '@mui/material/Autocomplete';
