/** Look-ups under a name: standard ones and the officer's own, chosen and kept in a sheet (saved-views.wxml). */
import type { NewView, SavedView } from '../../../typings/api/register';
import type { FieldEvent } from '../../pages/shared/form';
import type { PageInstance } from '../../services/page';
import { registerCommand, registerQuery } from './register';
import { residentFilterWords, STANDARD_VIEWS, volunteerFilterWords } from './register-words';

interface ViewLine {
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
async function viewsOf<K extends SavedView['of']>(
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

/** What the sheet shows; a page with saved look-ups has it in its data. */
export const VIEW_DATA = {
  choosing: false,
  lines: [] as ViewLine[],
  viewId: '',
  viewName: '',
  /** The look-up chosen is the officer's own, so that it can take the filter as it is now. */
  renewable: false,
  naming: false,
  /** The look-up that gets another name; '' for a new one. */
  renaming: '',
  newName: '',
  dropping: null as ViewLine | null,
};

interface Looking {
  filter: SavedView['filter'];
  sort: SavedView['sort'];
}

/** What the page says and does about its own look-ups. */
interface ViewHooks<K extends SavedView['of']> {
  /** The filter and the order as they are now. */
  looking(): Looking;
  /** Looks up by these; `chosen` is what the sheet needs to be set with it. */
  lookUp(view: ViewOf<K>, chosen: { viewId: string; viewName: string; choosing: false }): void;
}

/** Methods that may use each other and what every page has. */
const methods =
  <H>() =>
  <T extends WechatMiniprogram.Page.CustomOption>(
    tools: T & ThisType<PageInstance<typeof VIEW_DATA, T & H>>,
  ): T =>
    tools;

const idAt = (event: WechatMiniprogram.CustomEvent): string => String(event.currentTarget.dataset.id);

/** What is done in the sheet. `example`: a name that an officer might give. */
export function viewTools<K extends SavedView['of']>(of: K, example: string) {
  return methods<ViewHooks<K>>()({
    views: [] as ViewOf<K>[],
    async onViews() {
      this.setData({ choosing: true, naming: false, newName: '', dropping: null, errors: {} });
      await this.readViews();
    },
    async readViews() {
      const { views, lines } = await viewsOf(of);
      this.views = views;
      const renewable = lines.some(({ viewId, own }) => own && viewId === this.data.viewId);
      this.setData({ lines, renewable });
    },
    onViewsClose() {
      this.setData({ choosing: false });
    },
    onView(event: WechatMiniprogram.CustomEvent) {
      const view = this.views.find(({ viewId }) => viewId === idAt(event));
      if (view) this.lookUp(view, { viewId: view.viewId, viewName: view.name, choosing: false });
    },
    onNaming() {
      this.setData({ naming: true, renaming: '', newName: '' });
    },
    onRename(event: WechatMiniprogram.CustomEvent) {
      const view = this.views.find(({ viewId }) => viewId === idAt(event));
      if (view) this.setData({ naming: true, renaming: view.viewId, newName: view.name, errors: {} });
    },
    onName(event: FieldEvent) {
      this.setData({ newName: event.detail.value, errors: {} });
    },
    async onKeep() {
      const name = this.data.newName.trim();
      if (name === '') {
        this.setData({ errors: { name: `请起个名字，例如“${example}”` } });
        return;
      }
      const old = this.views.find(({ viewId }) => viewId === this.data.renaming);
      if (old) await this.rename(old, name);
      else await this.keep(name);
    },
    async save(looking: Looking, name: string, known: string) {
      const { filter, sort } = looking;
      const input = { of, name, filter, sort, ...(known ? { viewId: known } : {}) } as NewView;
      return this.act('view', input, (requestId) => registerCommand('saveView', input, requestId));
    },
    /** Another name for what was kept before; the list that is shown stays. */
    async rename(old: ViewOf<K>, name: string) {
      if (!(await this.save(old, name, old.viewId))) return;
      const isChosen = this.data.viewId === old.viewId;
      this.setData({ naming: false, renaming: '', ...(isChosen ? { viewName: name } : {}) });
      await this.readViews();
    },
    /** The own look-up that was chosen takes the filter as it is now. */
    async onRenew() {
      await this.keep(this.data.viewName, this.data.viewId);
    },
    async keep(name: string, known = '') {
      const saved = await this.save(this.looking(), name, known);
      if (!saved) return;
      this.setData({ choosing: false, viewId: saved.viewId, viewName: name });
      void wx.showToast({ title: '存好了', icon: 'success' });
    },
    onDrop(event: WechatMiniprogram.CustomEvent) {
      const dropping = this.data.lines.find(({ viewId }) => viewId === idAt(event)) ?? null;
      this.setData({ dropping });
    },
    onDropCancel() {
      this.setData({ dropping: null });
    },
    async onDropConfirm() {
      const { dropping } = this.data;
      if (!dropping) return;
      const input = { viewId: dropping.viewId };
      const done = await this.act('drop', input, (requestId) =>
        registerCommand('dropView', input, requestId),
      );
      this.setData({ dropping: null });
      if (done) await this.readViews();
    },
  });
}
