/** For a table that stands in a text column: its first and last cells end with the text above and below it. */
export const flushTable = {
  '& .MuiTableCell-root:first-of-type': { pl: 0 },
  '& .MuiTableCell-root:last-of-type': { pr: 0 },
} as const;
