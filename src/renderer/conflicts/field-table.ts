/** The look of a table of fields: columns of one width each, texts at the top, the first column under the heading. */
export const fieldTable = {
  tableLayout: 'fixed',
  '& td, & th': { px: 1, verticalAlign: 'top' },
  '& th:first-of-type': { pl: 0 },
} as const;
