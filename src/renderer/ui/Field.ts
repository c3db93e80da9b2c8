// A field with its name on the frame, what is said below it, and what stands inside it.
export { default as FormHelperText } from '@mui/material/FormHelperText';
export { default as InputAdornment } from '@mui/material/InputAdornment';
export { default as TextField } from '@mui/material/TextField';
