/** Whom to call about a case. A number that is masked is dialled, or shown, after one tap on a reason, which is logged. */
import type { CaseContact } from '../../../typings/api/applications';
import { groupId, groupPhone } from '../../components/shared/group';
import { contacts, followApplication, revealContact } from '../../services/applications';
import { dial } from '../../services/nav';
import { definePage } from '../../services/page';
import { reveal } from '../../services/registry';

/** Value of the ID number among the contacts. */
const ID_NUMBER = 'idNumber';
const REASONS = ['核实申请的情况', '约上门的时间', '告诉办理结果', '联系不上申请人，请家人转告'];
const ID_REASONS = ['核对证件', '填写纸质表格', '和民政、医保的名单核对'];

const ICONS: Record<CaseContact['who'], string> = {
  resident: 'person',
  guardian: 'guardian',
  volunteer: 'volunteer',
  colleague: 'staff',
};

const options = (labels: readonly string[]) => labels.map((label) => ({ value: label, label }));

definePage({
  applicationId: '',
  residentId: '',
  reloadOnShow: false,
  data: {
    title: '',
    people: [] as (CaseContact & { icon: string })[],
    /** `shown`: the number in groups, as people read it to each other. */
    colleagues: [] as (CaseContact & { icon: string; shown: string })[],
    idNumber: '',
    idShown: false,
    asking: { show: false, id: '', title: '' },
    reasons: options(REASONS),
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
  },
  async load() {
    const [answer, application] = await Promise.all([
      contacts(this.applicationId),
      followApplication(this.applicationId).next(),
    ]);
    const known = answer.contacts.map((one) => ({ ...one, icon: ICONS[one.who] }));
    const staff = application?.staff ?? null;
    this.residentId = staff?.residentId ?? '';
    this.setData({
      title: `${staff?.residentName ?? ''}的联系人`,
      people: known.filter(({ who }) => who !== 'colleague'),
      colleagues: known
        .filter(({ who }) => who === 'colleague')
        .map((one) => ({ ...one, shown: groupPhone(one.phone ?? one.phoneMasked) })),
      idNumber: staff?.idNumberMasked ?? '',
      idShown: false,
    });
  },
  onContact(event: WechatMiniprogram.CustomEvent) {
    const id = String(event.currentTarget.dataset.id);
    const one = [...this.data.people, ...this.data.colleagues].find(({ contactId }) => contactId === id);
    if (!one) return;
    if (one.phone !== null) void dial(one.phone);
    else this.ask(id, `打电话给${one.name}`, REASONS);
  },
  onIdNumber() {
    this.ask(ID_NUMBER, '看完整的身份证号', ID_REASONS);
  },
  ask(id: string, title: string, reasons: readonly string[]) {
    this.setData({ asking: { show: true, id, title }, reasons: options(reasons) });
  },
  onClose() {
    this.setData({ 'asking.show': false });
  },
  /** The tap on the reason is what asks for the number: nothing more to press. */
  async onReason(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const reason = event.detail.value;
    const { id } = this.data.asking;
    if (id === ID_NUMBER) {
      const input = { residentId: this.residentId, field: 'idNumber' as const, reason };
      const answer = await this.act('reveal', input, () => reveal(input));
      this.setData({ 'asking.show': false });
      if (answer) this.setData({ idNumber: groupId(answer.value), idShown: true });
      return;
    }
    const input = { applicationId: this.applicationId, contactId: id, reason };
    const answer = await this.act('reveal', input, () => revealContact(input));
    this.setData({ 'asking.show': false });
    if (answer) void dial(answer.phone);
  },
});
