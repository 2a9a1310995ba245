/** The look-ups that are at hand: standard ones and the officer's own, as lines of a sheet. */
import type { SavedView } from '../../../typings/api/register';
import { registerQuery } from './register';
import { residentFilterWords, STANDARD_VIEWS, volunteerFilterWords } from './register-words';

export interface ViewLine {
  viewId: string;
  name: string;
  note: string;
  own: boolean;
}

function lineOf(view: SavedView, own: boolean): ViewLine {
  const words =
    view.of === 'residents' ? residentFilterWords(view.filter) : volunteerFilterWords(view.filter);
  return { viewId: view.viewId, name: view.name, note: words, own };
}

export type ViewOf<K extends SavedView['of']> = Extract<SavedView, { of: K }>;

/** Views of one kind; own ones are asked for, and left out when they cannot be read just now. */
export async function viewsOf<K extends SavedView['of']>(
  kind: K,
): Promise<{ views: ViewOf<K>[]; lines: ViewLine[] }> {
  const isOf = (view: SavedView): view is ViewOf<K> => view.of === kind;
  const own = await registerQuery('views', {}).then(
    ({ views }) => views.filter(isOf),
    () => [],
  );
  const standard = STANDARD_VIEWS.filter(isOf);
  return {
    views: [...standard, ...own],
    lines: [...standard.map((view) => lineOf(view, false)), ...own.map((view) => lineOf(view, true))],
  };
}
