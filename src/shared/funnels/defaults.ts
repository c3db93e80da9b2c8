import type { Funnel, LostReason, Requirable, Stage, StageColor, StageKind } from './schema';

/**
 * Ids of the funnel everybody begins with. They are the same on every device, so that no device makes one of its own:
 * it is written down when a head first changes it, and is as good as written until then.
 */
export const DEFAULT_FUNNEL_ID = '00000000000000000000FVNNE1';
const stageId = (number: number) => `00000000000000000000STAGE${number}`;
const reasonId = (number: number) => `0000000000000000000REAS0N${number}`;

type Row = readonly [
  name: string,
  probability: number,
  color: StageColor,
  rotDays: number,
  kind: StageKind,
  required: readonly Requirable[],
];

/** The trade funnel: `../shared/domain.md` §12. */
const stages: readonly Row[] = [
  ['Новый запрос', 5, 'grey', 3, 'open', []],
  ['Квалификация', 10, 'blue', 7, 'open', []],
  ['КП отправлено', 30, 'teal', 7, 'open', ['amount']],
  ['Переговоры', 50, 'lime', 14, 'open', ['amount']],
  ['Договор', 70, 'amber', 14, 'open', ['amount', 'expectedClose']],
  ['Счёт выставлен', 85, 'orange', 10, 'open', ['amount', 'expectedClose']],
  ['Оплачено', 100, 'green', 0, 'won', ['amount']],
  ['Отказ', 0, 'red', 0, 'lost', []],
];

const reasons = [
  'Цена',
  'Сроки',
  'Нет бюджета',
  'Выбрали конкурента',
  'Нет в наличии',
  'Не дозвонились',
  'Неактуально',
  'Дубль или спам',
];

export const defaultStages: readonly Stage[] = stages.map(
  ([name, probability, color, rotDays, kind, required], index) => ({
    id: stageId(index + 1),
    name,
    color,
    kind,
    probability,
    rotDays,
    required: [...required],
    position: index,
    archived: false,
  }),
);

export const defaultLostReasons: readonly LostReason[] = reasons.map((name, index) => ({
  id: reasonId(index + 1),
  name,
  position: index,
  archived: false,
}));

/** The reason beside which the competitor is asked for. */
export const COMPETITOR_REASON_ID = reasonId(4);

/** The funnel everybody begins with, as it is until somebody changes it. */
export const defaultFunnel: Funnel = {
  id: DEFAULT_FUNNEL_ID,
  createdAt: '',
  createdBy: '',
  updatedAt: '',
  updatedBy: '',
  importId: '',
  name: 'Продажи',
  position: 0,
  stages: [...defaultStages],
  lostReasons: [...defaultLostReasons],
  archivedAt: '',
};
