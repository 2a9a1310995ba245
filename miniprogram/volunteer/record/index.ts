/** A service typed in afterwards: marked so, and staff look at it. */
import type { ServiceKind } from '../../../typings/domain';
import type { UploadItem } from '../../components/types';
import { attachmentsProblem, photoHandlers } from '../../pages/shared/attachments';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { replace, ROUTES } from '../../services/nav';
import { myPairings, recordService } from '../../services/pairing';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { chinaDate } from '../../shared/china-time';
import { LIMITS } from '../../shared/limits';
import { durationWords } from '../../shared/service-words';
import { forgetContent, keepContent, readContent } from '../shared/content';
import { SERVICE_KIND_OPTIONS } from '../shared/service-kinds';

const MINUTE = 60_000;

/** The instant of a day and a time on a Chinese clock, NaN while one is missing. */
const instantOf = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);

type Times = Record<'day' | 'from' | 'to', string>;

function timeProblem({ day, from, to }: Times): string {
  if (day === '') return '请选哪一天';
  if (from === '' || to === '') return '请选几点到几点';
  if (instantOf(day, to) <= instantOf(day, from)) return '结束要比开始晚，请再选一次';
  return instantOf(day, to) > Date.now() ? '结束的时间还没到，请再选一次' : '';
}

definePage({
  ...photoHandlers,
  pairingId: '',
  tray: null as PhotoTray | null,
  data: {
    name: '',
    today: '',
    times: { day: '', from: '', to: '' } as Times,
    /** How long it was, by the times chosen. */
    length: '',
    kindOptions: SERVICE_KIND_OPTIONS,
    kinds: [] as ServiceKind[],
    words: '',
    photos: [] as UploadItem[],
    limits: { note: LIMITS.noteLength, photos: LIMITS.photosPerStep },
    confirming: false,
  },

  onLoad(query) {
    this.pairingId = query.pairingId ?? '';
    const { kinds, words, more } = readContent(this.draftKey());
    const times = { ...this.data.times, ...more };
    this.setData({ kinds, words, times, today: chinaDate(Date.now()) });
    this.showLength();
    this.tray = createPhotoTray('service', (photos) => this.setData({ photos, 'errors.photos': '' }), {
      keep: this.draftKey(),
    });
  },
  draftKey(): string {
    return `record-${this.pairingId}`;
  },
  async load() {
    const [now, before] = await Promise.all([myPairings(), myPairings({ ended: true })]);
    const found = [...now.items, ...before.items].find(({ pairingId }) => pairingId === this.pairingId);
    this.setData({ name: found?.residentName ?? '' });
    return found ? 'ready' : 'empty';
  },
  keep() {
    keepContent(this.draftKey(), this.data, this.data.times);
  },
  showLength() {
    const { times } = this.data;
    const minutes = (instantOf(times.day, times.to) - instantOf(times.day, times.from)) / MINUTE;
    this.setData({ length: minutes > 0 ? `一共${durationWords(minutes)}` : '' });
  },
  onTime(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { name } = event.currentTarget.dataset as { name: keyof Times };
    this.setData({ [`times.${name}`]: event.detail.value, 'errors.times': '' });
    this.showLength();
    this.keep();
  },
  onKinds(event: WechatMiniprogram.CustomEvent<{ value: ServiceKind[] }>) {
    this.setData({ kinds: event.detail.value, 'errors.kinds': '' });
    this.keep();
  },
  onWords(event: FieldEvent) {
    this.setData({ words: event.detail.value, 'errors.words': '' });
    this.keep();
  },
  onSubmit() {
    const { times, kinds, words } = this.data;
    const nothing = words.trim() === '' && (this.tray?.photoIds() ?? []).length === 0;
    const unsent = attachmentsProblem(this.tray, null);
    const errors = problems({
      times: timeProblem(times),
      kinds: kinds.length === 0 ? '请选帮了什么忙，可以选几样' : '',
      words: nothing && !unsent ? '请写一写做了什么，或者放一张照片' : '',
      photos: unsent,
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) showFirstProblem();
    else this.setData({ confirming: true });
  },
  onCancel() {
    this.setData({ confirming: false });
  },
  async onConfirm() {
    const { times, kinds, words } = this.data;
    const input = {
      pairingId: this.pairingId,
      startedAt: instantOf(times.day, times.from),
      endedAt: instantOf(times.day, times.to),
      kinds,
      words: words.trim(),
      photoIds: this.tray?.photoIds() ?? [],
    };
    const done = await this.act('record', input, (requestId) => recordService(input, requestId));
    this.setData({ confirming: false });
    if (!done) return;
    forgetContent(this.draftKey());
    this.tray?.forget();
    void wx.showToast({ title: '已补记', icon: 'success' });
    replace(ROUTES.volunteerService(done.serviceId));
  },
});
