import { typedBirthday } from '@shared/lib/birthday';
import { formatShortDate, localDate } from '@shared/lib/dates';
import { useState } from 'react';
import { useLanguage, useTexts } from '../services/texts';
import { nowIso, systemZone } from '../ui/clock';
import { CardField } from './CardField';

interface Props {
  /** `YYYY-MM-DD`, or ''. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/**
 * A day of birth, typed as people write it; nobody leafs through a calendar to 1975. A date is handed on once it is
 * whole; what is none stays in the field with a word beside it, and the record keeps what it had.
 */
export function CardBirthday({ value, onChange, onFocus, onBlur }: Props) {
  const { clients, tasks } = useTexts();
  const language = useLanguage();
  const [text, setText] = useState<string>();
  const [left, setLeft] = useState(true);
  const today = localDate(nowIso(), systemZone());
  const read = text === undefined ? value : typedBirthday(text, today);
  const hand = (typed: string, whole: boolean) => {
    const date = typedBirthday(typed, today);
    if (date !== null && date !== value && (whole || date === '')) onChange(date);
    return date;
  };
  return (
    <CardField
      label={clients.card.birthday}
      value={text ?? formatShortDate(value, language)}
      placeholder={tasks.datePlaceholder}
      maxLength={40}
      remark={left && read === null ? { text: clients.card.birthdayWrong } : undefined}
      onChange={(typed) => {
        setText(typed);
        hand(typed, /\d{4}$/.test(typed.trim()));
      }}
      onFocus={() => {
        setLeft(false);
        onFocus();
      }}
      onBlur={() => {
        setLeft(true);
        if (text !== undefined && hand(text, true) !== null) setText(undefined);
        onBlur();
      }}
    />
  );
}
