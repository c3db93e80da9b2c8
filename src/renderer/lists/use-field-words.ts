import type { CollectionName } from '@shared/collections';
import { type FoundField, findField, pointsAt, shownFields } from '@shared/filters/fields';
import type { HistoryKind } from '@shared/history/contract';
import { wordsOf } from '@shared/texts/kinds-words';
import { useMemo } from 'react';
import { useTexts } from '../services/texts';

/** A field that a list can show, by its path. */
export interface ListField {
  readonly path: string;
  readonly label: string;
  readonly found: FoundField;
}

/** The fields of a kind and of what it points at, with their words: own ones first, then «Клиент: Город». */
export function useListFields(kind: CollectionName): readonly ListField[] {
  const { kinds, lists } = useTexts();
  return useMemo(() => {
    const word = (of: CollectionName, name: string) =>
      wordsOf(kinds, of)?.fields[name] ?? (lists.stamps as Record<string, string>)[name];
    const fieldsAt = (of: CollectionName, prefix: string, led: string): ListField[] =>
      shownFields(of).flatMap(([name]) => {
        const label = word(of, name);
        const path = `${prefix}${name}`;
        const found = findField(kind, path);
        if (label === undefined || found === undefined) return [];
        return [{ path, label: led === '' ? label : lists.through(led, label), found }];
      });
    const own = fieldsAt(kind, '', '');
    const led = own.flatMap(({ path, label, found }) => {
      const target = pointsAt(found.field);
      return target === undefined || target === 'users' ? [] : fieldsAt(target, `${path}/`, label);
    });
    return [...own, ...led];
  }, [kind, kinds, lists]);
}

/** A kind whose values are told in words: every kind that a list may show fields of. */
export const worded = (kind: CollectionName): HistoryKind => kind as HistoryKind;
