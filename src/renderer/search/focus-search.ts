/** Puts the cursor into the one search field. */
export function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search-field] input');
  field?.focus();
  field?.select();
}
