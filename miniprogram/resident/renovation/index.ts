/** Making the home fit: what, where, with photos of the places. */
import { applyRenovation } from '../../services/applications';
import { RENOVATION_LABELS } from '../../shared/labels';
import type { RenovationItem } from '../../../typings/domain';
import { defineRequestForm, listOf } from '../shared/request-form';

const NOTES: Partial<Record<RenovationItem, string>> = {
  'grab-bar': '厕所、走廊、床边',
  ramp: '门口有台阶，轮椅进出不方便',
  'level-floor': '地不平，容易绊倒',
  'low-stove': '坐着也能烧饭',
  'flash-doorbell': '听不见门铃，看得见灯',
  'gas-alarm': '漏气会响会闪',
  'wide-door': '轮椅过不去',
};

const names = (items: string): string =>
  listOf(items)
    .map((item) => RENOVATION_LABELS[item as RenovationItem])
    .join('、');

defineRequestForm({
  kind: 'renovation',
  consent: 'renovation',
  photos: 'renovation',
  fields: { items: '', address: '' },
  fromRegister: ['address'],
  data: {
    options: Object.entries(RENOVATION_LABELS).map(([value, label]) => ({
      value,
      label,
      note: NOTES[value as RenovationItem] ?? '',
      image: `/images/renovation/${value}.svg`,
    })),
  },
  problems: (values, { photos }) => ({
    items: values.items === '' ? '请至少选一项' : '',
    photoIds: photos === 0 ? '请至少拍一张要改造的地方' : '',
    address: values.address?.trim() === '' ? '请填地址' : '',
  }),
  confirmText: (values) => `申请改造：${names(values.items ?? '')}。村残协会先上门看一看。`,
  send: (values, common, _query, requestId) =>
    applyRenovation(
      {
        ...common,
        items: listOf(values.items) as RenovationItem[],
        address: (values.address ?? '').trim(),
      },
      requestId,
    ),
});
