/**
 * The one error type of the functions and the words that go with each stable code. Messages are what a person reads on the
 * phone: what happened and what to do now. They never carry personal data.
 */
export const ERRORS = {
  BAD_REQUEST: '请求内容不对，请返回重试；如果一直这样，请更新小程序',
  BAD_INPUT: '有内容填得不对，请看标出的地方',
  UNKNOWN_ACTION: '这个功能不存在，请更新小程序',
  REQUEST_ID_REQUIRED: '请求内容不完整，请更新小程序后重试',
  REQUEST_ID_REUSED: '这次操作与之前的不一致，请返回重新操作',
  NOT_SIGNED_IN: '没有识别到您的微信身份，请关闭小程序后重新打开',
  FORBIDDEN: '您没有办理这件事的权限；如果应该有，请联系村残协',
  NOT_FOUND: '没有找到这条记录，可能已被撤回或不在您的范围内',
  STATE_CHANGED: '这件事已经有了新进展，请刷新后再看',
  UNDO_OVER: '已经过了可以撤回的5分钟，或者这一步不能撤回。办错了请联系同事一起处理',
  STEP_NOT_ALLOWED: '现在还不能做这一步，请按流程办理',
  OWN_CASE: '不能审批自己的申请，请交给其他工作人员办理',
  ASSIST_CONSENT_NEEDED: '今天还没有记下本人的同意。请先在「代办」里拍下签名或录一段本人的话，再办',
  SECOND_PERSON: '这件是您代办的，这一步要请村里另一位工作人员或镇残联来办',
  ALREADY_OPEN: '您已有一件同样的申请正在办理，不需要重复申请',
  SERVICE_LIFE: '这种辅具您已经领过，还没到使用年限；坏了可以申请维修',
  CONSENT_NEEDED: '办这件事要用到您的个人信息，请先阅读说明并同意',
  CONSENT_IN_USE: '您还有正在办的事要用到这些信息，请先办完或撤回申请，再收回同意',
  LIMIT_REACHED: '已经到了可以申请的数量，请等前面的办完',
  ITEM_WITHDRAWN: '这种辅具已停止申请，请选择其他辅具或咨询村残协',
  QUOTE_CHANGED: '您要付的金额有变化，请重新查看后再确认',
  STATUS_UNKNOWN: '低保、低边情况还没有核对，暂时不能算出您要付多少，请联系村残协核对',
  BIRTH_DATE_IMPOSSIBLE: '登记的出生日期不对，请联系村残协更正后再申请',
  BIRTH_DATE_IN_FUTURE: '登记的出生日期晚于今天，请联系村残协更正后再申请',
  RULE_MISSING: '收费规则还没有设置，请联系镇残联',
  IDENTITY_NOT_VERIFIED: '申请人的身份还没有核实，请先核实身份',
  NOT_ACTIVE: '登记信息显示已迁出或已注销，请联系村残协',
  ALREADY_BOUND: '这份登记信息已经绑定了别的微信。如果不是您本人操作，请联系村残协',
  ALREADY_HAS_ROLE: '您已经绑定过了，不需要重复操作',
  NAME_MISMATCH: '姓名和证件号对不上，请对照证件核对',
  TOO_MANY_TRIES: '已经试了3次，请过一会儿再试，或联系村残协帮忙',
  ALREADY_ASKED: '您已经提交过，请等待工作人员核实',
  ALREADY_DECIDED: '这一条已经有人处理过了，请刷新',
  INVITE_INVALID: '邀请码不对、已用过或已过期，请向管理员要一个新的',
  PHOTO_REQUIRED: '请至少拍一张照片',
  PHOTO_NOT_FOUND: '照片没有上传成功，请重新拍一张',
  PHOTO_TOO_LARGE: '照片太大，请换一张小于10MB的照片',
  PHOTO_NOT_IMAGE: '这个文件不是照片，请选择JPG或PNG图片',
  PHOTO_BROKEN: '照片打不开，可能已损坏，请重新拍一张',
  DOCUMENT_UNREAD: '没有看清证件上的号码。请在亮的地方，拍正、拍清楚；也可以直接填写',
  VOICE_NOT_FOUND: '录音没有上传成功，请重新录一段',
  VOICE_TOO_LARGE: '录音文件太大，请重新录一段，不超过1分钟',
  VOICE_TOO_LONG: '录音超过了1分钟，请重新录一段短一点的',
  VOICE_NOT_AUDIO: '这个文件不是录音，请重新录一段',
  VOICE_BROKEN: '录音没有传完整，请重新录一段',
  WISH_TAKEN: '这个心愿刚刚被别的志愿者认领了，谢谢您的爱心，请看看其他心愿',
  VOLUNTEER_NOT_VERIFIED: '您的志愿者登记还没有核实，核实后才能办理',
  CODE_DAMAGED: '这个二维码不完整或不是本程序的，请对准再扫一次',
  CODE_UNKNOWN: '没有找到这个二维码，请让对方打开「我的二维码」再扫',
  CODE_OLD: '这个二维码已经换成新的了，请扫最新的二维码',
  CODE_REVOKED: '这个二维码已经停用了，请联系村残协',
  CODE_OWN: '这是您自己的二维码，请扫要帮助的人的二维码',
  CODE_OWN_WARD: '这是您代办的家人，您已经是监护人，不需要再结对',
  CODE_OTHER_TOWN: '这是别的乡镇的二维码，请和当地残联联系',
  PAIRING_LIMIT: '结对的人数已经满了，请联系村残协安排',
  PAIRING_NEEDED: '您还没有和这位残障朋友结对，请先申请结对',
  SERVICE_RUNNING: '您还有一次服务没有结束，请先扫码结束',
  SERVICE_NOT_RUNNING: '没有正在进行的服务，请先扫码开始',
  SERVICE_TIME_WRONG: '服务时间不对，请检查开始和结束的时间',
  NEED_CLOSED: '这个需求已经有人帮上了，或者不再需要，请看看其他需求',
  OWN_DONATION: '不能办理自己的捐赠，请交给其他工作人员',
  STOCK_LEFT: '剩下的没有这么多，请看还剩多少再填',
  POINTS_SHORT: '您的积分还不够，多帮几次忙就够了；可以先看看别的',
  PRICE_CHANGED: '这件东西要的积分变了，请看清楚新的积分再换',
  OUT_OF_STOCK: '这件东西刚刚换完了，请看看别的，或者过几天再来',
  GOODS_WITHDRAWN: '这件东西现在不能换了，请看看别的',
  GOODS_LIMIT: '这件东西您今年已经换满了，请看看别的',
  PICKUP_UNKNOWN: '没有找到这个领取码，请对着志愿者手机上的「我的兑换」再看一遍',
  PICKUP_ELSEWHERE: '这件东西不在您这里领，请志愿者到写着的村领取',
  FILE_REFUSED: '这个文件不能用，请用Excel另存为xlsx文件再试',
  FILE_NOT_FOUND: '文件没有上传成功，请重新选文件',
  FILE_GONE: '这个文件已经过期删除了，请重新导出',
  SCREEN_PAGE_UNKNOWN: '大屏网页的地址还没有设置，请联系管理员',
  SHEET_LINK_INVALID: '这个链接或短码已失效、用过了或输错了，请在手机上重新做一次卡片',
  SCREEN_LINK_INVALID: '大屏链接已失效，请向村残协要一个新链接',
  SCREEN_TOO_OFTEN: '大屏取数据太频繁，请稍等一分钟，它会自己恢复',
  LAST_ADMIN: '这是最后一位管理员，不能停用',
  CONTENT_RISKY: '有些话没有通过内容安全检查，请改一改再交；您写的内容还在',
  PHOTO_RISKY: '有一张照片没有通过内容安全检查，请去掉它或者换一张；别的内容还在',
  CONTENT_UNCHECKED: '内容安全检查暂时没有结果，请过几分钟再试；您写的内容还在',
  BUSY: '系统正忙，请稍等几秒再试，您填的内容不会丢',
  INTERNAL: '系统出了点问题，请稍后再试；您填的内容不会丢',
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** An expected failure of a use case. Thrown inside a transaction it undoes everything. */
export class AppError extends Error {
  readonly fields: Record<string, string> | undefined;

  /** `message` replaces the standard words where more can be said; still without personal data of others. */
  constructor(
    readonly code: ErrorCode,
    details: { message?: string; fields?: Record<string, string> } = {},
  ) {
    super(details.message ?? ERRORS[code]);
    this.name = 'AppError';
    this.fields = details.fields;
  }
}

/** Fails with `code` unless the value is there. */
export function must<T>(value: T | null | undefined, code: ErrorCode = 'NOT_FOUND'): T {
  if (value === null || value === undefined) throw new AppError(code);
  return value;
}
