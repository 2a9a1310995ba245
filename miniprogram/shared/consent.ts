/**
 * What a person agrees to, one text per purpose (Personal Information Protection Law art. 14, 17, 29: separate consent for
 * sensitive information, in plain words, before it is handled). A changed text needs a new version of that purpose; who
 * agreed to an older one is asked again when they next use it.
 */
import { CONSENT_VERSION } from './limits';

export type ConsentKey = 'identity' | 'service' | 'volunteer' | 'employment' | 'renovation' | 'wish';

export interface ConsentPurpose {
  key: ConsentKey;
  title: string;
  text: string;
  version: string;
}

export const CONSENTS: Readonly<Record<ConsentKey, ConsentPurpose>> = {
  identity: {
    key: 'identity',
    title: '核对身份',
    text: '用姓名和证件号，与残联的登记信息核对，确认是您本人。证件号加密保存，不留在手机里。',
    version: CONSENT_VERSION,
  },
  service: {
    key: 'service',
    title: '办理帮扶',
    text: '用残疾类别等级、年龄、低保低边情况、住址和电话，为您办理辅具、维修和结对帮扶。只有您村的村残协和镇残联能看到，每次查看都有记录。',
    version: CONSENT_VERSION,
  },
  volunteer: {
    key: 'volunteer',
    title: '登记志愿者',
    text: '用姓名、电话、所在村和特长，为您登记并安排帮扶。工作人员和与您结对的家庭能看到您的姓名和电话，别人看不到。',
    version: CONSENT_VERSION,
  },
  employment: {
    key: 'employment',
    title: '帮您找工作',
    text: '用您会做的事、想做的工作、能做多久和住得多远，为您找合适的岗位和培训。联系用人单位以前，工作人员会先问您。',
    version: '2026-11',
  },
  renovation: {
    key: 'renovation',
    title: '改造您的家',
    text: '用您家的地址和您拍的照片，安排上门查看和施工。照片只给村残协、镇残联和施工的人看，不公开。',
    version: '2026-11',
  },
  wish: {
    key: 'wish',
    title: '公开您的心愿',
    text: '工作人员核对以后，把心愿写给志愿者看。不写您的姓名、住址和电话，只写在哪个村。有人认领以后，由村残协转交。',
    version: '2026-11',
  },
};

/** For a resident who binds, and for a guardian who acts for one. */
export const RESIDENT_CONSENT: readonly ConsentPurpose[] = [CONSENTS.identity, CONSENTS.service];

/** For a volunteer. */
export const VOLUNTEER_CONSENT: readonly ConsentPurpose[] = [CONSENTS.volunteer];

/** The rights, said wherever consent is asked. */
export const CONSENT_RIGHTS =
  '您可以不同意，不影响您到村里当面办理。同意以后，可以在“我的信息”里查看、更正或收回。';
