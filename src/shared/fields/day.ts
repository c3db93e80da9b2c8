import { isIsoDate } from '../lib/date-only';
import { parseLooseDate } from '../lib/loose-date';
import { DateOnly, Instant } from '../lib/schema';
import { zonedToUtc } from '../lib/zoned-time';
import { type FieldType, parsed, unreadable } from './field';
import { fieldTraits } from './traits';

/** A day without a time, `YYYY-MM-DD`, whatever it was written like. */
export const date: FieldType<string> = {
  ...fieldTraits.date,
  schema: () => DateOnly,
  parse: (text, field, { dateOrder }) => {
    if (text.trim() === '') return parsed(field.empty);
    if (isIsoDate(text)) return parsed(text);
    const found = parseLooseDate(text, { order: dateOrder });
    return found ? parsed(found.date) : unreadable;
  },
  format: (value) => value,
};

const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** An instant, ISO 8601 in UTC; a time without a zone is of the file's. */
export const instant: FieldType<string> = {
  ...fieldTraits.instant,
  schema: () => Instant,
  parse: (text, field, { dateOrder, zone }) => {
    if (text.trim() === '') return parsed(field.empty);
    if (withZone.test(text)) {
      const at = Date.parse(text);
      if (Number.isNaN(at)) return unreadable;
      return parsed(text.endsWith('Z') ? text : new Date(at).toISOString());
    }
    const found = parseLooseDate(text, { order: dateOrder });
    return found ? parsed(zonedToUtc(found.date, found.time || '00:00', zone)) : unreadable;
  },
  format: (value) => value,
};
