/** What is asked for or said most often, by kind; the applicant reads it as it stands. */
import type { CaseAction, CaseKind } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';

/** Value of the choice for words of one's own. */
export const OWN_WORDS = 'own';

type Asked = 'return' | 'reject' | 'closeUnplaced' | 'reopen' | 'release';

const PHONE = '电话打不通，请核对您的联系电话';
const GONE = '申请人已不住在本镇';

const REASONS: Record<CaseKind, Partial<Record<Asked, readonly string[]>>> = {
  device: {
    return: [
      PHONE,
      '请写清楚送货地址，到门牌号',
      '请说明现在的身体情况，为什么需要这件辅具',
      '请补充低保或低边的证明，交到村残协',
    ],
    reject: ['上门查看，现在的情况不适合用这件辅具，可以改申请别的', '已通过其他途径领到同样的辅具', GONE],
  },
  repair: {
    return: [PHONE, '请拍一张坏的地方的照片', '请写清楚哪里坏了、是怎么坏的'],
    reject: ['上门看过，已经修不好了，可以重新申请一件', '上门看过，没有坏，已教会怎么用', GONE],
  },
  employment: {
    return: [PHONE, '请写清楚想做什么样的工作', '请说明现在的身体情况，能做多久'],
    reject: ['已经在别的地方上班', '现在的身体情况不适合工作，请先休养', GONE],
    closeUnplaced: [
      '本人不想再找了',
      '现在的身体情况不适合工作',
      '找了很久没有合适的岗位，有新岗位再联系',
      '已自己找到工作，不用再帮',
    ],
    reopen: ['本人不做了，想换一份', '单位不再用人', '身体吃不消，要换轻一点的'],
  },
  renovation: {
    return: [
      PHONE,
      '请补拍要改造的地方，拍到整个地方',
      '请写清楚地址，到门牌号',
      '房子不是自己的，请先和房东说好',
    ],
    reject: ['上门看过，这个地方没法改造', '这几年已经改造过同样的地方', '房子要拆迁，不再改造', GONE],
  },
  wish: {
    return: [PHONE, '请说清楚想要什么、多大尺寸', '费用超过了规定，请换小一点的心愿'],
    reject: [
      '这件东西可以申请辅具，请在「申请辅具」里办',
      '心愿已经用别的办法实现了',
      '不符合微心愿的范围',
      GONE,
    ],
    release: ['联系不上志愿者', '志愿者有事，送不了', '过了约好的时间还没有送到'],
  },
};

/** The usual reasons for a step, and one's own words; none for a step that is not explained to anybody. */
export function reasonsFor(kind: CaseKind, action: CaseAction): ChoiceOption[] {
  const usual = REASONS[kind][action as Asked];
  if (!usual) return [];
  return [...usual.map((label) => ({ value: label, label })), { value: OWN_WORDS, label: '其他，自己写' }];
}
