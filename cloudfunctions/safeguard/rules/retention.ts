/** How long what is kept is kept, and why: the table that docs/privacy.md shows. */

export interface Retention {
  collection: 'audit' | 'attempts' | 'photos' | 'voices' | 'incidents' | 'dailyReports';
  /** The time that counts, which is indexed. */
  field: 'at' | 'updatedAt' | 'createdAt' | 'first.at';
  /** Only this part of the document goes. */
  part: 'first' | null;
  /** Only documents that no record uses. */
  unusedOnly: boolean;
  days: number;
  /** The parameter that says otherwise. */
  parameter: 'auditRetention' | null;
  source: string;
}

export const RETENTION: readonly Retention[] = [
  // First of all: what the audit says of their use is written on them before entries go.
  {
    collection: 'photos',
    field: 'createdAt',
    part: null,
    unusedOnly: true,
    days: 7,
    parameter: null,
    source: '没有用到任何一条记录里的照片；个人信息保护法第四十七条：处理目的无法实现的应当删除',
  },
  {
    collection: 'voices',
    field: 'createdAt',
    part: null,
    unusedOnly: true,
    days: 7,
    parameter: null,
    source: '没有用到任何一条记录里的录音；个人信息保护法第四十七条',
  },
  {
    collection: 'audit',
    field: 'first.at',
    part: 'first',
    unusedOnly: false,
    days: 30,
    parameter: null,
    source: '只为重发时给同样的答复；个人信息保护法第十九条：保存期限为实现处理目的所必要的最短时间',
  },
  {
    collection: 'audit',
    field: 'at',
    part: null,
    unusedOnly: false,
    days: 3 * 365,
    parameter: 'auditRetention',
    source: '网络安全法第二十一条：日志不少于六个月；个人信息保护法第五十六条：处理情况记录至少保存三年',
  },
  {
    collection: 'attempts',
    field: 'updatedAt',
    part: null,
    unusedOnly: false,
    days: 2,
    parameter: null,
    source: '只为限制次数；个人信息保护法第十九条',
  },
  {
    collection: 'incidents',
    field: 'at',
    part: null,
    unusedOnly: false,
    days: 30,
    parameter: null,
    source: '只为查找出错和慢的原因，不含个人信息；个人信息保护法第十九条',
  },
  {
    collection: 'dailyReports',
    field: 'at',
    part: null,
    unusedOnly: false,
    days: 3 * 365,
    parameter: null,
    source: '每日简报只有件数，用来和往年比；与操作记录同样保存三年',
  },
];
