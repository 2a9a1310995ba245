/** One notice: words, pictures, whom to call, the way to apply, and handing it on to others. */
import { dial, go, ROUTES } from '../../services/nav';
import { notice } from '../../services/notices';
import { definePage } from '../../services/page';
import { activeRole, actsAsStaff, actsForHome } from '../../services/session';
import { friendlyDate } from '../../shared/china-time';
import { isOffer, NOTICE_KIND_LABELS } from '../../shared/work';
import { articleView, type ArticleView } from '../../pages/shared/notice-view';
import { saidArticle } from './said';

definePage({
  noticeId: '',
  data: {
    /** `said`: as it is read aloud. */
    article: null as (ArticleView & { said: string }) | null,
    /** Staff look for people whom the offer fits. */
    seeks: false,
    published: false,
    /** Whom to call about an offer; '' when there is none, or no more. */
    phone: '',
    /** The words of the button that applies; '' when this person cannot apply. */
    applyWords: '',
  },

  onLoad(query) {
    this.noticeId = query.noticeId ?? '';
  },
  async load() {
    const now = Date.now();
    const view = await notice(this.noticeId);
    const source = [
      view.by,
      view.villageName ? `发给${view.villageName}` : '',
      friendlyDate(view.publishedAt, now),
    ];
    const article = articleView({ ...view, source: source.filter(Boolean).join('，') }, now);
    const published = view.state === 'published';
    const open = published && isOffer(view.kind) && !article.over;
    const applies = open && actsForHome();
    const seeks = open && actsAsStaff() && activeRole()?.role !== 'admin';
    this.setData({
      article: { ...article, said: saidArticle(article) },
      published,
      seeks,
      phone: open ? (view.offer?.contactPhone ?? '') : '',
      applyWords: !applies ? '' : view.kind === 'job' ? '我想去，帮我联系' : '我要报名',
    });
    void wx.setNavigationBarTitle({ title: NOTICE_KIND_LABELS[view.kind] });
  },
  onCall() {
    void dial(this.data.phone);
  },
  onPeople() {
    go(ROUTES.jobPeople(this.noticeId));
  },
  onApply() {
    go(ROUTES.workApply(this.noticeId));
  },
  onShareAppMessage() {
    return { title: this.data.article?.title ?? '泗门智慧助残', path: ROUTES.notice(this.noticeId) };
  },
});
