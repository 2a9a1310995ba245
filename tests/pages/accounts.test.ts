/** The pages about who one is: home of each role, own data, guardians; how they load, fail and ask before they act. */
import type { HeldRole, HomeView, MyData, StaffHome } from '../../typings/api/accounts';
import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  phone.wx.canIUse = () => false;
});
afterEach(() => jest.useRealTimers());

const commands = (action: string) => phone.asked.filter((asked) => asked.action === action);

const RESIDENT: HomeView = {
  role: 'resident',
  residentId: 'r1',
  residentName: '王小明',
  villageId: 'xiejialu',
  villageName: '谢家路村',
  toVerify: false,
  openCases: [
    { applicationId: 'a1', kind: 'device', title: '轮椅', state: 'checked', updatedAt: 1 },
    { applicationId: 'a2', kind: 'wish', title: '一双棉鞋', state: 'published', updatedAt: 1 },
    { applicationId: 'a3', kind: 'repair', title: '维修轮椅', state: 'underWay', updatedAt: 1 },
    { applicationId: 'a4', kind: 'employment', title: '找工作', state: 'checked', updatedAt: 1 },
  ],
  asked: [
    { what: 'pairing', pairingId: 'p1', volunteerName: '李*', at: 1 },
    { what: 'service', serviceId: 's1', volunteerName: '李*', at: 1 },
  ],
  running: [{ serviceId: 's2', volunteerName: '李*', residentName: '王小明', startedAt: 1 }],
  volunteers: 1,
  notices: [{ noticeId: 'n1', kind: 'notice', title: '领取通知', publishedAt: 1 }],
};
const NO_CASES = { toCheck: 0, toApprove: 0, toCarryOut: 0 };
const STAFF: StaffHome = {
  role: 'villageStaff',
  name: '陈专职',
  duty: '专职委员',
  villageName: '谢家路村',
  waiting: {
    cases: {
      device: { toCheck: 2, toApprove: 5, toCarryOut: 1 },
      repair: NO_CASES,
      employment: NO_CASES,
      renovation: { ...NO_CASES, toCarryOut: 3 },
      wish: NO_CASES,
    },
    verifications: 0,
    emergencies: 1,
    services: 0,
    donations: 0,
    pairings: 0,
    intentions: 0,
    stories: 0,
    assisted: 0,
    findings: 0,
  },
  residents: 183,
  volunteers: 97,
  desk: {
    overdue: { device: 0, repair: 0, employment: 0, renovation: 0, wish: 0 },
    overdueAll: 0,
    mine: 0,
    fresh: {},
    seenAt: 1,
    leave: null,
    standsInFor: [],
  },
};

function held(...roles: HeldRole['as'][]): HeldRole[] {
  return roles.map((as) => ({ as, label: `代 ${as.residentId ?? ''} 办理`, toVerify: false }));
}
let version = 0;
const homeAnswer = (home: HomeView, roles: HeldRole[] = [], requests: object[] = []) => {
  version += 1;
  return ok({ roles, active: roles[0]?.as ?? null, home, requests, version });
};
const tilesOf = (page: RunningPage) =>
  (page.data.groups as { tiles: { key: string; big: boolean; url: string; badge: string }[] }[]).flatMap(
    ({ tiles }) => tiles,
  );

describe('home', () => {
  test('the emergency button is there before any answer, after a failure, offline and for nobody', async () => {
    phone.answer = () => failed('INTERNAL');
    const page = await phone.open('pages/home/index');
    expect(page.data).toMatchObject({ phase: 'error', emergency: true });
    phone.network = 'none';
    phone.answer = () => new Error('request:fail');
    void run(page, 'onRetry');
    expect(page.data).toMatchObject({ phase: 'loading', emergency: true });
    await settle();
    expect(page.data).toMatchObject({ phase: 'offline', emergency: true });
    await run(page, 'onEmergency');
    expect(phone.went).toEqual(['/pages/emergency/index']);
    phone.network = 'wifi';
    phone.answer = () => homeAnswer({ role: 'none' });
    void run(page, 'onRetry');
    await settle();
    expect(page.data).toMatchObject({ phase: 'ready', role: 'none', emergency: true });
  });

  test('what is under way is said in words, for every kind, three at most', async () => {
    phone.answer = () => homeAnswer(RESIDENT, held({ role: 'resident', residentId: 'r1' }));
    const { data } = await phone.open('pages/home/index');
    expect(data.cases).toMatchObject([
      { title: '您的轮椅申请', status: '镇残联审核中，请耐心等待' },
      { title: '您的一双棉鞋心愿', status: '已发给志愿者看，等人认领' },
      { title: '您的维修轮椅', status: '正在修，修好会告诉您' },
    ]);
    expect(data.moreCases).toBe(true);
    expect(data.asked).toMatchObject([
      { title: '志愿者李*想和您结对', url: '/resident/helpers/index' },
      { title: '请评价李*的帮扶', url: '/resident/service/index?serviceId=s1' },
    ]);
    expect(data.running).toMatchObject([{ title: '志愿者李*正在帮您' }]);
    expect(data.notices).toMatchObject([{ title: '领取通知', url: '/info/notice/index?noticeId=n1' }]);
  });

  test('the last answer is shown at once, and one that is the same is not rendered again', async () => {
    phone.answer = () => homeAnswer(RESIDENT, held({ role: 'resident', residentId: 'r1' }));
    await phone.open('pages/home/index');
    phone.network = 'none';
    phone.answer = () => new Error('request:fail');
    const page = await phone.open('pages/home/index');
    expect(page.data).toMatchObject({ phase: 'ready', offline: true, title: '王小明，您好' });
    phone.network = 'wifi';
    const same = homeAnswer(RESIDENT, held({ role: 'resident', residentId: 'r1' }));
    phone.answer = () => same;
    await run(page, 'poll');
    const changes: unknown[] = [];
    const setData = page.setData.bind(page);
    page.setData = (change) => {
      changes.push(change);
      setData(change);
    };
    await run(page, 'poll');
    expect(changes).toEqual([]);
  });

  test('village staff: calls for help first, then queues with work, the rest small', async () => {
    phone.answer = () => homeAnswer(STAFF, held({ role: 'villageStaff' }));
    const page = await phone.open('pages/home/index');
    expect(page.data.emergency).toBe(false);
    expect(tilesOf(page).filter(({ big }) => big)).toMatchObject([
      { key: 'emergencies', badge: '1' },
      { key: 'device-toCheck', badge: '2', url: '/staff/queue/index?kind=device&tab=toCheck' },
      { key: 'device-toCarryOut', badge: '1' },
      { key: 'renovation-toCarryOut', badge: '3' },
    ]);
    const small = tilesOf(page)
      .filter(({ big }) => !big)
      .map(({ key }) => key);
    for (const key of ['repair', 'employment', 'wish', 'verify', 'services', 'pairings', 'cards']) {
      expect(small).toContain(key);
    }
  });

  test('the town sees what it decides, not what the village does', async () => {
    phone.answer = () => homeAnswer({ ...STAFF, role: 'townStaff' }, held({ role: 'townStaff' }));
    const page = await phone.open('pages/home/index');
    expect(
      tilesOf(page)
        .filter(({ big }) => big)
        .map(({ key }) => key),
    ).toEqual(['emergencies', 'device-toApprove']);
    expect(tilesOf(page).map(({ key }) => key)).not.toContain('repair');
  });

  test('a volunteer: the running service on top, scanning as the main thing', async () => {
    const home: HomeView = {
      role: 'volunteer',
      name: '李志愿',
      villageName: '谢家路村',
      kind: 'veteran',
      skills: [],
      state: 'verified',
      pairings: [{ pairingId: 'p1', residentName: '王*', state: 'active' }],
      running: { serviceId: 's1', volunteerName: '李志愿', residentName: '王*', startedAt: 1 },
      toDescribe: 2,
      claimedWishes: 0,
      intention: null,
      minutes: 150,
      notices: [],
    };
    phone.answer = () => homeAnswer(home, held({ role: 'volunteer' }));
    const page = await phone.open('pages/home/index');
    expect(page.data.ownRunning).toMatchObject({ title: '正在帮王*' });
    await run(page, 'onScan');
    expect(phone.went).toEqual(['/volunteer/scan/index']);
    expect(tilesOf(page).slice(0, 2)).toMatchObject([
      { key: 'scan', big: true },
      { key: 'services', badge: '2' },
    ]);
    // Who is not verified yet scans nobody.
    phone.answer = () =>
      homeAnswer({ ...home, state: 'toVerify', running: null }, held({ role: 'volunteer' }));
    await run(page, 'poll');
    expect(tilesOf(page).map(({ key }) => key)).not.toContain('scan');
  });

  test('what was asked of staff comes from the functions, with whom it is about', async () => {
    const requests = [{ kind: 'guardian', villageName: '谢家路村', residentName: '王小明', at: 1 }];
    phone.answer = () => homeAnswer({ role: 'none' }, [], requests);
    const page = await phone.open('pages/home/index');
    expect(page.data.requests).toEqual([
      '您替王小明办事的申请已交给谢家路村的工作人员，核实后就能使用，请保持电话畅通。',
    ]);
  });

  test('a guardian whose acting ended is told so once, and chooses among those who are left', async () => {
    const [first, second, third] = ['r1', 'r2', 'r3'].map((residentId) => ({
      role: 'guardian' as const,
      residentId,
    }));
    if (!first || !second || !third) throw new Error('three wards');
    phone.answer = () => homeAnswer({ ...RESIDENT, role: 'guardian' }, held(first, second, third));
    const page = await phone.open('pages/home/index');
    expect(page.data).toMatchObject({ switchTitle: '您替谁办', endedFor: '' });
    phone.answer = () => homeAnswer({ ...RESIDENT, role: 'guardian' }, held(second, third));
    await run(page, 'poll');
    expect(page.data).toMatchObject({ endedFor: '代 r1 办理', roleLabel: '代 r2 办理' });
    await run(page, 'onEndedRead');
    await run(page, 'poll');
    expect(page.data.endedFor).toBe('');
  });
});

const DATA: MyData = {
  residentId: 'r1',
  name: '王小明',
  idNumberMasked: '9999**********0011',
  certificateMasked: '9999**********0142',
  phoneMasked: '138****0000',
  address: '谢家路村1号',
  birthDate: '1950-01-01',
  categoryLabel: '肢体',
  levelLabel: '二级',
  lowIncomePeriods: [{ kind: 'dibao', from: '2024-01-01', to: null }],
  villageName: '谢家路村',
  binding: { state: 'verified' },
  guardians: [
    { guardianId: 'g1', name: '王大', relation: '儿子', phoneMasked: '139****0003', since: 1, me: false },
  ],
  consents: [
    { purpose: 'service', version: '2026-01', outdated: false, at: 1, withdrawnAt: null },
    { purpose: 'wish', version: '2020-01', outdated: true, at: 1, withdrawnAt: null },
  ],
  corrections: [{ verificationId: 'v1', field: 'level', createdAt: 1 }],
  openCases: [],
};

describe('my data', () => {
  const opened = async (data: MyData = DATA): Promise<RunningPage> => {
    phone.answer = ({ action }) => (action === 'myData' ? ok(data) : ok({}));
    return phone.open('info/my-data/index');
  };
  const fact = (field: string) => event({}, { field });

  test('fails in words and tries again', async () => {
    phone.answer = () => failed('INTERNAL', '系统出了点问题');
    const page = await phone.open('info/my-data/index');
    expect(page.data).toMatchObject({ phase: 'error', problem: { note: '系统出了点问题' } });
    phone.answer = () => ok(DATA);
    void run(page, 'onRetry');
    await settle();
    expect(page.data).toMatchObject({ phase: 'ready', name: '王小明', guardian: false });
  });

  test('a wrong value is caught on the phone; a right one goes out once and is not kept', async () => {
    const page = await opened();
    await run(page, 'onFact', fact('phone'));
    expect(page.data).toMatchObject({ field: 'phone', fieldNow: '138****0000', fieldType: 'phone' });
    await run(page, 'onValue', event({ value: '123' }));
    await run(page, 'onSendCorrection');
    expect((page.data.errors as Record<string, string>).value).toContain('电话不对');
    expect(commands('askCorrection')).toHaveLength(0);
    await run(page, 'onValue', event({ value: '13700000001' }));
    await run(page, 'onNote', event({ value: '换号了' }));
    expect(JSON.stringify([...phone.storage])).toContain('换号了');
    expect(JSON.stringify([...phone.storage])).not.toContain('13700000001');
    await run(page, 'onSendCorrection');
    await settle();
    expect(commands('askCorrection')).toMatchObject([
      { input: { field: 'phone', value: '13700000001', note: '换号了' } },
    ]);
    expect(page.data).toMatchObject({ field: '', message: { title: '更正已提交' } });
    expect(JSON.stringify([...phone.storage])).not.toContain('换号了');
  });

  test('a broken line keeps what was typed, and sending again is the same request', async () => {
    const page = await opened();
    await run(page, 'onFact', fact('address'));
    await run(page, 'onValue', event({ value: '新住处8号' }));
    phone.network = 'none';
    phone.answer = () => new Error('request:fail');
    void run(page, 'onSendCorrection');
    await settle();
    expect(page.data).toMatchObject({ field: 'address', value: '新住处8号', message: { title: '没有网络' } });
    phone.network = 'wifi';
    phone.answer = ({ action }) => (action === 'myData' ? ok(DATA) : ok({}));
    void run(page, 'onSendCorrection');
    await settle();
    expect(new Set(commands('askCorrection').map(({ requestId }) => requestId)).size).toBe(1);
  });

  test('a fact that waits, and a phone that is not verified, are told why instead', async () => {
    const page = await opened();
    await run(page, 'onFact', fact('level'));
    expect(page.data).toMatchObject({ field: '', message: { title: '已经提交过更正' } });
    const unverified = await opened({ ...DATA, binding: { state: 'toVerify' }, address: null });
    await run(unverified, 'onFact', fact('phone'));
    expect(unverified.data).toMatchObject({ field: '', verified: false, message: { title: '身份等待核实' } });
  });

  test('the copy is asked for, is on the page only, and goes when the page is left', async () => {
    const page = await opened();
    phone.answer = ({ action }) =>
      ok(
        action === 'myData' ? DATA : { title: '王**的信息副本', text: '身份证号：999999195001010011', at: 1 },
      );
    await run(page, 'onAskCopy');
    expect(page.data.askingCopy).toBe(true);
    expect(commands('exportMyData')).toHaveLength(0);
    await run(page, 'onCopyConfirm');
    expect(page.data.copy).toContain('999999195001010011');
    expect(JSON.stringify([...phone.storage])).not.toContain('999999195001010011');
    await run(page, 'onHide');
    expect(page.data.copy).toBe('');
  });

  test('as a file it goes where the person says and does not stay', async () => {
    const files = new Map<string, string>();
    Object.assign(phone.wx, {
      env: { USER_DATA_PATH: 'wxfile://usr' },
      canIUse: (name: string) => name === 'shareFileMessage',
      getFileSystemManager: () => ({
        writeFileSync: (path: string, text: string) => void files.set(path, text),
        unlinkSync: (path: string) => void files.delete(path),
      }),
      shareFileMessage: ({ filePath }: { filePath: string }) => {
        expect(files.get(filePath)).toContain('我的内容');
        return Promise.reject(new Error('shareFileMessage:fail cancel'));
      },
    });
    const page = await opened();
    page.setData({ copyTitle: '王**的信息副本', copy: '我的内容' });
    expect(page.data.canShare).toBe(true);
    await run(page, 'onCopyFile');
    expect(files.size).toBe(0);
    expect(page.data.message).toMatchObject({ show: false });
  });

  test('withdrawing asks first; what is in use says so and stays', async () => {
    const page = await opened();
    expect(page.data.consents).toMatchObject([
      { purpose: 'service', given: true, again: false, leaves: true },
      { purpose: 'wish', given: true, again: true, leaves: false, status: '说明改过了，请重新看一看' },
    ]);
    phone.answer = ({ action }) =>
      action === 'myData' ? ok(DATA) : failed('CONSENT_IN_USE', '还有一件事在办');
    await run(page, 'onWithdraw', event({}, { purpose: 'wish' }));
    expect(commands('withdrawConsent')).toHaveLength(0);
    await run(page, 'onWithdrawConfirm');
    expect(page.data).toMatchObject({ withdrawing: false, message: { show: true, text: '还有一件事在办' } });
    expect(phone.went).toEqual([]);
  });

  test('withdrawing what everything rests on leads home without a role; so does unbinding', async () => {
    for (const leave of [
      async (page: RunningPage) => {
        await run(page, 'onWithdraw', event({}, { purpose: 'service' }));
        await run(page, 'onWithdrawConfirm');
      },
      async (page: RunningPage) => {
        await run(page, 'onUnbind');
        await run(page, 'onUnbindConfirm');
      },
    ]) {
      phone.went.length = 0;
      phone.storage.set('zhinan:session:active', { role: 'resident', residentId: 'r1' });
      await leave(await opened());
      expect(phone.went).toEqual(['/pages/home/index']);
      expect(phone.storage.get('zhinan:session:active')).toBeNull();
    }
  });

  test('a guardian ends only their own part; ending needs a reason', async () => {
    const me = { guardianId: 'g2', name: '王二', relation: '女儿', phoneMasked: '', since: 1, me: true };
    const page = await opened({ ...DATA, binding: null, guardians: [...DATA.guardians, me] });
    expect(page.data.guardian).toBe(true);
    await run(page, 'onEnd', event({}, { id: 'g2' }));
    await run(page, 'onEndConfirm');
    expect(page.data.errors).toEqual({ reason: '请选一个原因' });
    await run(page, 'onReason', event({ value: '不方便再代办' }));
    await run(page, 'onEndConfirm');
    expect(commands('endGuardian')).toMatchObject([
      { input: { residentId: 'r1', guardianId: 'g2', reason: '不方便再代办' } },
    ]);
    expect(phone.went).toEqual(['/pages/home/index']);
  });
});

describe('verifications', () => {
  const row = (field: string, from: string, to: string) => ({
    verificationId: field,
    kind: 'correction',
    villageId: 'xiejialu',
    villageName: '谢家路村',
    createdAt: 1,
    applicantName: '王小明',
    applicantPhoneMasked: '138****0000',
    residentName: '王小明',
    residentIdMasked: '9999**********0011',
    detail: '换号了',
    correction: { field, from, to },
  });

  test('a correction shows old beside new, and says what is left to do by hand', async () => {
    const items = [row('phone', '138****0000', '13700000001'), row('level', '二级', '一级')];
    phone.answer = ({ action }) =>
      ok(
        action === 'verifications'
          ? { unchanged: false, version: 1, items, next: null }
          : { state: 'approved' },
      );
    const page = await phone.open('staff/verifications/index');
    expect(page.data.cards).toMatchObject([
      { title: '王小明 请求更正电话', afterwards: '' },
      { title: '王小明 请求更正残疾等级', afterwards: expect.stringContaining('在名册中更正') as string },
    ]);
    expect(JSON.stringify(page.data.cards)).toContain('"新的电话","value":"13700000001"');
    await run(page, 'onApprove', event({}, { id: 'level' }));
    await run(page, 'onConfirmApprove');
    expect(page.data.message).toMatchObject({ show: true, title: '还要您动手改' });
  });

  test('a long list keeps its length when it changes; one whose line broke half way is asked for again', async () => {
    const rows = (from: number, version: number) =>
      Array.from({ length: 20 }, (_, n) => ({
        ...row('phone', '138****0000', '13700000001'),
        verificationId: `v${from + n}`,
        applicantName: `第${version}版`,
      }));
    let version = 1;
    let broken = false;
    phone.answer = ({ input }) => {
      const { cursor, knownVersion } = input as { cursor?: string; knownVersion?: number };
      if (cursor) {
        if (broken) return new Error('request:fail');
        return ok({ unchanged: false, version, items: rows(20, version), next: null });
      }
      if (knownVersion === version) return ok({ unchanged: true });
      return ok({ unchanged: false, version, items: rows(0, version), next: 'more' });
    };
    const page = await phone.open('staff/verifications/index');
    await run(page, 'onReachBottom');
    expect(page.data.cards).toHaveLength(40);

    version = 2;
    broken = true;
    const failing = run(page, 'poll').catch(() => 'broken');
    await settle();
    expect(await failing).toBe('broken');
    broken = false;
    const again = run(page, 'poll');
    await settle();
    await again;
    expect(page.data.cards).toHaveLength(40);
    expect(JSON.stringify((page.data.cards as object[])[39])).toContain('第2版');
    expect(JSON.stringify((page.data.cards as object[])[0])).toContain('第2版');
  });
});
