/** Repair of a device that came through the program: which one, what is wrong in words or spoken, photos. */
import type { ReceivedDevice } from '../../../typings/api/applications';
import type { UploadItem, VoiceItem } from '../../components/types';
import {
  attachmentsProblem,
  NO_VOICE,
  photoHandlers,
  voiceField,
  voiceHandlers,
} from '../../pages/shared/attachments';
import { devicePicture } from '../../pages/shared/case-view';
import { phoneProblem, problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { applyRepair, myDevices } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { go, replace, ROUTES } from '../../services/nav';
import { askForUpdates, NOTIFY_REASON } from '../../services/notify';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { behalfLabel } from '../../services/session';
import { createVoiceNote, type VoiceNote } from '../../services/voice';
import { friendlyDay } from '../../shared/china-time';
import { normalisePhone } from '../../shared/contact';
import { LIMITS } from '../../shared/limits';

interface DeviceView {
  key: string;
  applicationId: string;
  itemId: string;
  name: string;
  picture: string;
  received: string;
  repairId: string;
}

function deviceView(device: ReceivedDevice): DeviceView {
  const { applicationId, itemId, itemName, image, receivedOn, repairId } = device;
  return {
    key: `${applicationId} ${itemId}`,
    applicationId,
    itemId,
    name: itemName,
    picture: devicePicture(image),
    received: `${friendlyDay(receivedOn, Date.now())}收到`,
    repairId: repairId ?? '',
  };
}

definePage({
  ...photoHandlers,
  ...voiceHandlers,
  /** The device of the address, opened at once. */
  wanted: '',
  tray: null as PhotoTray | null,
  voice: null as VoiceNote | null,
  data: {
    devices: [] as DeviceView[],
    /** The device that the form is about; null while one is being chosen. */
    device: null as DeviceView | null,
    form: { reason: '', contactPhone: '' },
    knownPhone: '',
    photos: [] as UploadItem[],
    voiceItem: NO_VOICE as VoiceItem,
    limits: { reason: LIMITS.noteLength, photos: LIMITS.photosPerStep },
    behalf: '',
    confirming: false,
    confirmText: '',
  },

  onLoad(query) {
    this.wanted = query.applicationId && query.itemId ? `${query.applicationId} ${query.itemId}` : '';
    this.setData({ behalf: behalfLabel() });
  },
  async load() {
    const { devices, contactPhone } = await myDevices();
    this.setData({ devices: devices.map(deviceView), knownPhone: contactPhone });
    const wanted = this.data.devices.find(({ key }) => key === this.wanted);
    // Once: who goes back to the list is not sent to the form again.
    this.wanted = '';
    if (wanted?.repairId) {
      replace(ROUTES.application(wanted.repairId));
      return 'loading';
    }
    if (wanted) this.openForm(wanted);
    return devices.length === 0 ? 'empty' : 'ready';
  },

  draftName(): string {
    return `repair-${this.data.device?.key ?? ''}`;
  },
  /** The form about one device, with what was typed, said and photographed last time and not sent. */
  openForm(device: DeviceView) {
    this.setData({ device, errors: {}, photos: [], voiceItem: NO_VOICE });
    const name = this.draftName();
    const draft = loadDraft(name);
    this.setData({
      form: { reason: draft?.reason ?? '', contactPhone: draft?.contactPhone ?? this.data.knownPhone },
    });
    const shown = (): boolean => this.data.device?.key === device.key;
    this.tray = createPhotoTray(
      'repair',
      (photos) => {
        if (shown()) this.setData({ photos });
      },
      { keep: `${name}-photos` },
    );
    this.voice = createVoiceNote(
      'application',
      (voiceItem) => {
        if (shown()) this.setData({ voiceItem });
      },
      { keep: `${name}-voice` },
    );
  },
  onChoose(event: WechatMiniprogram.CustomEvent) {
    const device = this.data.devices.find(({ key }) => key === event.currentTarget.dataset.key);
    if (device?.repairId) go(ROUTES.application(device.repairId));
    else if (device) this.openForm(device);
  },
  onOther() {
    this.voice?.leave();
    this.setData({ device: null });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
    saveDraft(this.draftName(), this.data.form);
  },
  onSubmit() {
    const { form } = this.data;
    const silent = form.reason.trim() === '' && !this.voice?.voiceId();
    const errors = problems({
      files: attachmentsProblem(this.tray, this.voice),
      reason: silent && !this.voice?.underWay() ? '请写几句哪里坏了，或按下面的话筒说一说' : '',
      contactPhone: phoneProblem(form.contactPhone),
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const name = this.data.device?.name ?? '';
    this.setData({ confirming: true, confirmText: `村残协会联系您，看看${name}怎么修。${NOTIFY_REASON}` });
  },
  onCancel() {
    this.setData({ confirming: false });
  },
  async onConfirm() {
    const { device, form } = this.data;
    if (!device) return;
    // Straight from the tap, before anything is awaited: WeChat asks only then.
    const asked = askForUpdates();
    const input = {
      applicationId: device.applicationId,
      itemId: device.itemId,
      reason: form.reason.trim(),
      photoIds: this.tray?.photoIds() ?? [],
      contactPhone: normalisePhone(form.contactPhone),
      ...voiceField(this.voice),
    };
    const answer = await this.act('submit', input, (requestId) => applyRepair(input, requestId));
    this.setData({ confirming: false });
    await asked;
    if (!answer) return;
    dropDraft(this.draftName());
    this.tray?.forget();
    this.voice?.forget();
    void wx.showToast({ title: '已提交', icon: 'success' });
    replace(ROUTES.application(answer.applicationId));
  },
  onDevices() {
    go(ROUTES.devices());
  },
  onContact() {
    go(ROUTES.contact());
  },
});
