import { type ActionId, actionOf } from '@shared/actions';
import { fold, words } from '@shared/search/fold';
import { otherLayout } from '@shared/search/layout';
import type { Texts } from '@shared/texts';

/** Where the words of a text stand in an action's words, told by how well; 0 where one of them is missing. */
function fits(wanted: readonly string[], said: string, more: string): number {
  let score = 0;
  for (const one of wanted) {
    const at = said.indexOf(one);
    if (at === 0) score += 4;
    else if (at > 0) score += said[at - 1] === ' ' ? 3 : 2;
    else if (more.includes(one)) score += 1;
    else return 0;
  }
  return score;
}

/**
 * The actions that a text means, the best first: each of its words is a part of theirs, or of the name of their place;
 * where none are, the text as the other keyboard layout would have written it. Of equals the one used later stands
 * first, then the one declared earlier. An empty text means all.
 * @param recent the actions used last, the newest first
 */
export function findActions<A extends ActionId>(
  ids: readonly A[],
  text: string,
  recent: readonly ActionId[],
  { actions }: Pick<Texts, 'actions'>,
): A[] {
  const lastUsed = (id: A) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const found = (wanted: readonly string[]) =>
    ids
      .map((id, place) => {
        const { place: where, menu } = actionOf(id);
        const more = `${actions.places[where]} ${menu ? actions.menus[menu[0]] : ''}`;
        return { id, place, score: fits(wanted, fold(actions.words[id]), fold(more)) };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || lastUsed(a.id) - lastUsed(b.id) || a.place - b.place)
      .map(({ id }) => id);
  const wanted = words(text);
  if (wanted.length === 0) return [...ids].sort((a, b) => lastUsed(a) - lastUsed(b));
  const asTyped = found(wanted);
  return asTyped.length > 0 ? asTyped : found(words(otherLayout(text)).filter(Boolean));
}
