/** Staff pages of the register: filters to forms and back, tables to lists, edits of what differs only. */
import fc from 'fast-check';
import type { RegisterTable, ResidentDetail, ResidentFilter } from '../../typings/api/register';
import { editOf, editProblems, formOf } from '../../miniprogram/staff/resident-edit/form';
import { filterOfForm, formOfFilter } from '../../miniprogram/staff/residents/filter';
import { barsOf, gridOf } from '../../miniprogram/staff/counts/table';
import { FINDING_KINDS, STANDARD_VIEWS } from '../../miniprogram/staff/shared/register-words';
import { event, ok, failed, Phone, run, settle } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  phone.storage.set('zhinan:session:active', { role: 'villageStaff' });
});
afterEach(() => jest.useRealTimers());

const filters: fc.Arbitrary<ResidentFilter> = fc.record(
  {
    villageId: fc.constantFrom('xiejialu'),
    category: fc.constantFrom(1 as const, 4 as const, 7 as const),
    level: fc.constantFrom(1 as const, 4 as const),
    ageFrom: fc.nat({ max: 60 }),
    ageTo: fc.integer({ min: 60, max: 120 }),
    lowIncome: fc.constantFrom('dibao' as const, 'any' as const, 'none' as const, 'unknown' as const),
    paired: fc.boolean(),
    quietDays: fc.constantFrom(30, 90),
    binding: fc.constantFrom('none' as const, 'toVerify' as const),
    status: fc.constantFrom('moved' as const, 'deceased' as const),
  },
  { requiredKeys: [] },
);

test('a kept filter is the form it was made of, and the other way round', () => {
  fc.assert(fc.property(filters, (filter) => expect(filterOfForm(formOfFilter(filter))).toEqual(filter)));
  for (const view of STANDARD_VIEWS) {
    if (view.of === 'residents') expect(filterOfForm(formOfFilter(view.filter))).toEqual(view.filter);
  }
});

test('a table: bars are the sums of the rows, each number knows its list', () => {
  const table: RegisterTable = {
    total: 6,
    rows: ['1', '4'],
    columns: ['0-17', '80+'],
    cells: [
      { row: '1', column: '0-17', n: 1 },
      { row: '4', column: '0-17', n: 2 },
      { row: '4', column: '80+', n: 3 },
    ],
  };
  const asked = {
    filter: { level: 2 as const },
    rows: 'category' as const,
    columns: 'age' as const,
    villages: {},
  };
  const bars = barsOf(table, asked);
  expect(bars.map(({ label, n, share, width }) => [label, n, share, width])).toEqual([
    ['视力', 1, '17%', 20],
    ['肢体', 5, '83%', 100],
  ]);
  const { heads, lines } = gridOf(table, asked);
  expect(heads).toEqual(['0-17岁', '80岁以上']);
  expect(lines[1]?.cells[1]).toMatchObject({ n: 3, label: '肢体，80岁以上，3人' });
  expect(JSON.parse(lines[1]?.cells[1]?.filter ?? '')).toEqual({ level: 2, category: 4, ageFrom: 80 });
  expect(lines[0]?.cells[1]?.n).toBe(0);
});

const person: ResidentDetail = {
  residentId: 'r1',
  name: '王小明',
  idNumberMasked: '9999**********1234',
  age: 60,
  villageName: '谢家路村',
  villageId: 'xiejialu',
  categoryLabel: '肢体',
  levelLabel: '二级',
  lowIncome: 'none',
  bound: false,
  paired: false,
  lastServiceAt: null,
  status: 'active',
  birthDate: '1966-01-01',
  sex: 'male',
  certificateMasked: '9999**********1242',
  certificateUntil: null,
  phoneMasked: '138****5678',
  address: '测试路1号',
  lowIncomePeriods: [],
  category: 4,
  level: 2,
  binding: 'none',
  leftOn: null,
  mergedInto: null,
  lastChangeId: 'c1',
};

test('an edit has only what differs; what is wrong is said field by field', () => {
  const form = formOf(person);
  expect(editOf(form, person)).toEqual({});
  expect(editOf({ ...form, phone: '138 1234 5678', address: ' 新路2号 ' }, person)).toEqual({
    phone: '13812345678',
    address: '新路2号',
  });
  // A new number says the kind itself.
  expect(editOf({ ...form, certificateNumber: '11010519491231002X13', category: '7' }, person)).toEqual({
    certificateNumber: '11010519491231002X13',
  });
  expect(editProblems({ phone: '12', idNumber: '1' }, '')).toEqual({
    phone: expect.stringContaining('电话不对') as string,
    idNumber: expect.stringContaining('18位') as string,
    why: expect.stringContaining('依据') as string,
  });
});

test('who was faster is told; the form stays', async () => {
  phone.answer = ({ action }) => {
    if (action === 'resident') return ok({ resident: person });
    if (action === 'guardians') return ok({ guardians: [] });
    return failed('STATE_CHANGED', '资料刚由谢家路村残协 陈五改过，请看清楚新的内容再改');
  };
  const page = await phone.open('staff/resident-edit/index', { residentId: 'r1' });
  await run(page, 'onField', event({ name: 'address', value: '新路3号' }));
  await run(page, 'onWhy', event({ name: 'why', value: '上门看到的' }));
  await run(page, 'onSave');
  await settle();
  expect(page.data.message).toMatchObject({ show: true, text: expect.stringContaining('陈五') as string });
  expect((page.data.form as { address: string }).address).toBe('新路3号');
  expect(phone.asked.find(({ action }) => action === 'editResident')?.input).toEqual({
    residentId: 'r1',
    lastChangeId: 'c1',
    edit: { address: '新路3号' },
    why: '上门看到的',
  });
});

test('findings: each leads to what puts it right', async () => {
  const where: Record<string, string> = {};
  for (const kind of FINDING_KINDS) {
    phone.answer = () =>
      ok({
        items: [
          {
            findingId: `${kind}:r1`,
            kind,
            state: 'open',
            villageName: '谢家路村',
            people: [
              { residentId: 'r1', name: '王小明', note: '' },
              { residentId: 'r2', name: '王小明', note: '' },
            ],
            words: '不对',
            foundAt: 0,
            settled: null,
          },
        ],
        next: null,
        counts: { [kind]: 1 },
      });
    const page = await phone.open('staff/findings/index', { kind });
    await run(page, 'onFix', event({}, { id: `${kind}:r1` }));
    where[kind] = phone.went.pop() ?? '';
  }
  expect(where.duplicate).toBe('/staff/merge/index?a=r1&b=r2');
  expect(where.unverifiedLong).toBe('/staff/verifications/index');
  expect(where.villageUnknown).toBe('/staff/leaving/index?residentId=r1');
  expect(where.certificateExpired).toBe('/staff/resident-edit/index?residentId=r1');
  expect(Object.values(where).every((url) => url.startsWith('/staff/'))).toBe(true);
});
