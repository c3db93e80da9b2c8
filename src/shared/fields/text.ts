import { Text } from '../lib/schema';
import { type Field, type FieldType, parsed, unreadable } from './field';
import { fieldTraits } from './traits';

const textType = (type: 'text' | 'longText' | 'link', longest: number): FieldType<string> => {
  const most = ({ maxLength = longest }: Field<string>) => maxLength;
  return {
    ...fieldTraits[type],
    schema: (field) => Text(most(field)),
    parse: (text, field) => ([...text].length <= most(field) ? parsed(text) : unreadable),
    format: (value) => value,
  };
};

export const text = textType('text', 300);
export const longText = textType('longText', 100_000);
/** The address of a page, as it was written: with or without `https://`. */
export const link = textType('link', 500);
