/**
 * What a person agrees to, one text per purpose (Personal Information Protection Law art. 14, 17, 29: separate consent for
 * sensitive information, in plain words, before it is handled). A changed text needs a new CONSENT_VERSION.
 */
export interface ConsentPurpose {
  key: string;
  title: string;
  text: string;
}

/** For a resident who binds, and for a guardian who acts for one. */
export const RESIDENT_CONSENT: readonly ConsentPurpose[] = [
  {
    key: 'identity',
    title: '核对身份',
    text: '用姓名和证件号，与残联的登记信息核对，确认是您本人。证件号加密保存，不留在手机里。',
  },
  {
    key: 'service',
    title: '办理帮扶',
    text: '用残疾类别等级、年龄、低保低边情况、住址和电话，为您办理辅具申请。只有您村的村残协和镇残联能看到，每次查看都有记录。',
  },
];

/** For a volunteer. */
export const VOLUNTEER_CONSENT: readonly ConsentPurpose[] = [
  {
    key: 'volunteer',
    title: '登记志愿者',
    text: '用姓名、电话、所在村和特长，为您登记并安排帮扶。只有工作人员能看到您的完整姓名和电话。',
  },
];

/** The rights, said wherever consent is asked. */
export const CONSENT_RIGHTS =
  '您可以不同意，不影响您到村里当面办理。同意以后，也可以随时联系村残协查看、更正或收回。';
