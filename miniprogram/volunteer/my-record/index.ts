/** What the volunteer has done: over all years and in one, and certificates of it. */
import type { CertificateRow, RecordFigures, VolunteerRecord } from '../../../typings/api/records';
import type { ServiceKind } from '../../../typings/domain';
import { problems } from '../../pages/shared/form';
import { go, ROUTES } from '../../services/nav';
import { issueCertificate, myRecord } from '../../services/pairing';
import { definePage } from '../../services/page';
import { certificateWords } from '../../shared/certificate-code';
import { chinaDate, friendlyDate, friendlyDay } from '../../shared/china-time';
import { durationWords, SERVICE_KIND_LABELS } from '../../shared/service-words';

interface Fact {
  icon: string;
  label: string;
  value: string;
}

function totals({ minutes, pairings, donations, points, since }: VolunteerRecord, now: number): Fact[] {
  return [
    { icon: 'calendar', label: '登记', value: friendlyDate(since, now) },
    { icon: 'clock', label: '一共服务', value: durationWords(minutes) },
    { icon: 'pair', label: '结对', value: `现在${pairings.active}位，以前${pairings.ended}位` },
    { icon: 'gift', label: '捐赠', value: `${donations}次` },
    { icon: 'star', label: '积分', value: points === null ? '还没有' : `${points}分` },
  ];
}

function yearFacts({ services, minutes, residents, byKind }: RecordFigures): Fact[] {
  const kinds = Object.entries(byKind).map(
    ([kind, n]) => `${SERVICE_KIND_LABELS[kind as ServiceKind]}${n}次`,
  );
  return [
    { icon: 'calendar-check', label: '已确认的服务', value: `${services}次，${durationWords(minutes)}` },
    { icon: 'people', label: '帮过', value: `${residents}位` },
    { icon: 'list', label: '帮了什么', value: kinds.join('，') || '还没有' },
  ];
}

const certificateLine = ({ certificateId, code, from, to, issuedAt }: CertificateRow, now: number) => ({
  certificateId,
  title: `${from} 到 ${to}`,
  note: `${friendlyDate(issuedAt, now)}开的，核验码${certificateWords(code)}`,
});

definePage({
  data: {
    name: '',
    villageName: '',
    totals: [] as Fact[],
    year: '',
    years: [] as { key: string; label: string }[],
    facts: [] as Fact[],
    months: [] as { label: string; words: string }[],
    certificates: [] as ReturnType<typeof certificateLine>[],
    today: '',
    first: '',
    from: '',
    to: '',
    fromWords: '',
    toWords: '',
  },

  async load() {
    const { year } = this.data;
    const record = await myRecord(year === '' ? {} : { year });
    const now = Date.now();
    const today = chinaDate(now);
    const from = this.data.from || `${today.slice(0, 4)}-01-01`;
    this.setData({
      name: record.name,
      villageName: record.villageName,
      totals: totals(record, now),
      year: record.year,
      years: record.years.map((key) => ({ key, label: `${key}年` })),
      facts: yearFacts(record.ofYear),
      months: record.months.flatMap((minutes, n) =>
        minutes === 0 ? [] : [{ label: `${n + 1}月`, words: durationWords(minutes) }],
      ),
      certificates: record.certificates.map((row) => certificateLine(row, now)),
      today,
      first: `${record.years[record.years.length - 1] ?? today.slice(0, 4)}-01-01`,
    });
    this.showDays(from, this.data.to || today);
  },
  showDays(from: string, to: string) {
    const now = Date.now();
    this.setData({ from, to, fromWords: friendlyDay(from, now), toWords: friendlyDay(to, now), errors: {} });
  },
  onYear(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.setData({ year: event.detail.key });
    void this.reload();
  },
  onDay(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { from, to } = this.data;
    const { name } = event.currentTarget.dataset as { name: 'from' | 'to' };
    const { value } = event.detail;
    if (name === 'from') this.showDays(value, to);
    else this.showDays(from, value);
  },
  async onIssue() {
    const { from, to } = this.data;
    const errors = problems({ to: from > to ? '结束的日期要晚于开始的日期' : '' });
    this.setData({ errors });
    if (errors.to) return;
    const done = await this.act('issue', { from, to }, (requestId) =>
      issueCertificate({ from, to }, requestId),
    );
    if (done) go(ROUTES.certificate(done.certificate.certificateId));
  },
  onCertificate(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.certificate(String(event.currentTarget.dataset.id)));
  },
});
