import { type RefObject, useCallback, useEffect, useState } from 'react';
import { useTexts } from '../services/texts';

/** What cannot be worked with itself: MUI keeps hidden twins of its selects and growing fields. */
const seen = ':not([aria-hidden="true"])';
const wrong = `[aria-invalid="true"]${seen}`;
/** What is wrong with no field of its own: its words stand in the form already. */
const told = '[data-form-error]';
const typedInto = `input${seen}:not([type="checkbox"], [type="radio"], [hidden]), textarea${seen}`;

export interface FirstError {
  /** What the form says of it, for an element with the role `alert`; '' when all is well. */
  readonly said: string;
  /** To be called when a form was to be saved: goes to the first field that is wrong, if any. */
  readonly goTo: (incomplete?: boolean) => void;
}

/**
 * Saving a long form that has an error out of sight must not look dead: the first wrong field comes into sight and
 * takes the focus, which reads what is wrong with it, and its name is said at the foot. The mistakes are read off the form (`aria-invalid`), so that
 * no form can forget to name them twice.
 * @param form the form, or what it stands in
 */
export function useFirstError(form: RefObject<HTMLElement | null>): FirstError {
  const { common } = useTexts();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const element = form.current;
    // Later: drawn between the field's own listeners, the former value would take the place of what was typed.
    const forget = () => setTimeout(() => setSaid(''));
    element?.addEventListener('input', forget);
    return () => element?.removeEventListener('input', forget);
  }, [form, said]);
  const goTo = useCallback(
    (incomplete = false) => {
      setSaid('');
      // The fields say that they are wrong only once the attempt has been drawn.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (!form.current?.isConnected) return;
          const found = firstWrong(form.current) ?? (incomplete ? firstEmpty(form.current) : undefined);
          if (!found) return;
          show(found);
          if (found.matches(told)) return;
          const name = nameOf(found);
          setSaid(isEmpty(found) ? common.fillIn(name) : common.checkField(name));
        }),
      );
    },
    [form, common],
  );
  return { said, goTo };
}

const firstWrong = (form: HTMLElement) =>
  form.querySelector<HTMLElement>(wrong) ?? form.querySelector<HTMLElement>(told) ?? undefined;

/** The first required field without a value; where none is required, the first field. */
function firstEmpty(form: HTMLElement): HTMLElement | undefined {
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(typedInto)];
  const empty = fields.filter(({ value }) => value.trim() === '');
  return empty.find(({ required }) => required) ?? empty[0] ?? fields[0];
}

function show(field: HTMLElement): void {
  const target = field.matches('input, textarea, select, button, [tabindex]')
    ? field
    : (field.querySelector<HTMLElement>('input:checked, input, button, textarea') ?? field);
  field.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
}

/** «Количество» of «Количество *». */
function nameOf(field: HTMLElement): string {
  const labelled = field.getAttribute('aria-labelledby') ?? '';
  const labels =
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.labels : null;
  const name =
    field.getAttribute('aria-label') || labels?.[0]?.textContent || textOf(labelled) || field.title || '';
  return name.replace(/[\s*]+$/u, '');
}

const isEmpty = (field: HTMLElement): boolean =>
  (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value.trim() === '';

function textOf(ids: string): string {
  const texts = ids.split(' ').map((id) => document.getElementById(id)?.textContent?.trim() ?? '');
  return texts.filter(Boolean).join(' ');
}
