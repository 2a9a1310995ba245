/** One device: what it is for, what one would pay and why, and the way to apply. */
import type { QuoteWords } from '../../pages/shared/device-view';
import { devicePicture, quoteWords } from '../../pages/shared/device-view';
import { quote } from '../../services/applications';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { DEVICE_KIND_LABELS } from '../../shared/labels';

definePage({
  itemId: '',
  data: {
    name: '',
    summary: '',
    kind: '',
    picture: '',
    price: null as QuoteWords | null,
    openApplicationId: '',
    withdrawn: false,
  },

  onLoad(query) {
    this.itemId = query.itemId ?? '';
  },
  async load() {
    const { item, view, openApplicationId } = await quote(this.itemId);
    this.setData({
      name: item.name,
      summary: item.summary,
      kind: DEVICE_KIND_LABELS[item.kind],
      picture: devicePicture(item.image),
      price: quoteWords(view),
      openApplicationId: openApplicationId ?? '',
      withdrawn: !item.active,
    });
    void wx.setNavigationBarTitle({ title: item.name });
  },
  onApply() {
    go(ROUTES.apply(this.itemId));
  },
  onOpenApplication() {
    go(ROUTES.application(this.data.openApplicationId));
  },
  onContact() {
    go(ROUTES.contact());
  },
});
