/**
 * The forms an id may have; nothing else is one, whoever sends it. Every version of the program has made these alone:
 * - a ULID (https://github.com/ulid/spec): 26 signs of Crockford's base 32, capitals, for nearly everything;
 * - 32 hexadecimal digits, for a conflict: they follow from what has collided;
 * - `own`: our own organisation;
 * - `local-` and the beginning of a device's id: a person before any server knows him.
 */
const forms = '[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{32}|own|local-[0-9a-f]{8}';

/** An id, as a JSON Schema's pattern. */
export const idPattern = `^(${forms})$`;

/** An id or '' for none. */
export const referencePattern = `^(${forms})?$`;

const id = new RegExp(idPattern, 'u');

/** Whether a value is an id of a record that travels. */
export const isId = (value: unknown): value is string => typeof value === 'string' && id.test(value);

/**
 * Ids of records that never leave their device: an import's journal, and counters (`invoice:2026:А7`), whose series has
 * letters of any script.
 */
export const ownIdPattern = `^(${forms}|[0-7][0-9A-HJKMNP-TV-Z]{25}-\\d{8,10}|(invoice|contract):\\d{4}:[\\p{L}\\p{N}-]{1,20})$`;

/** The id of a device: one per installation, a UUID of ours; other clients of the protocol make their own. */
export const deviceIdPattern = '^[0-9A-Za-z][0-9A-Za-z._:-]{0,99}$';
