/** What officers know and keep: the register, volunteers, employment files, spreadsheets, what is done for others. */
import { textWorkbook } from '../../support/workbooks';
import { at, firstOf, TOWN, VILLAGE, withQuery, type Ask, type Place, type Query } from './kinds';

async function someResident(ask: Ask): Promise<Query> {
  const { items } = await ask(VILLAGE, 'registry', 'residents', {});
  return { residentId: firstOf(items, 'resident').residentId };
}

/** Somebody with an employment file that has a plan. */
async function withFile(ask: Ask): Promise<Query> {
  const { items } = await ask(VILLAGE, 'employment', 'files', { status: 'looking' });
  return { residentId: firstOf(items, 'employment file').residentId };
}

/** The first finding of two records that may be one person. */
async function twice(ask: Ask): Promise<Query> {
  const { items } = await ask(VILLAGE, 'registry', 'findings', { kind: 'duplicate' });
  const [a, b] = firstOf(items, 'person entered twice').people;
  return { a: a?.residentId ?? '', b: b?.residentId ?? '' };
}

async function withoutPhone(ask: Ask): Promise<Query> {
  const { items } = await ask(VILLAGE, 'registry', 'residents', { binding: 'none' });
  return { residentId: firstOf(items, 'resident without a phone').residentId };
}

/** A spreadsheet with something new and something wrong, checked and not yet taken in. */
async function importedSheet(ask: Ask): Promise<Query> {
  const sheet = textWorkbook([
    ['姓名', '身份证号', '残疾人证号', '村', '联系电话', '住址'],
    ['陈阿土', '999999195003030011', '99999919500303001144', '谢家路村', '13800000001', '谢家路村3号'],
    ['李小妹', '99999919600101', '', '谢家路村', '1380000', '谢家路村9号'],
  ]);
  const fileID = await ask.upload(VILLAGE, 'register.xlsx', sheet);
  let { job } = await ask(VILLAGE, 'exchange', 'startImport', { fileID, fileName: '谢家路村名册.xlsx' });
  while (job.state === 'checking')
    ({ job } = await ask(VILLAGE, 'exchange', 'advance', { jobId: job.jobId, next: job.next }));
  return { jobId: job.jobId };
}

export const REGISTER: readonly Place[] = [
  ...at(
    VILLAGE,
    'staff/residents/index',
    'staff/counts/index',
    'staff/findings/index',
    'staff/volunteers/index',
    'staff/cards/index',
    'staff/exchange/index',
    'staff/lists/index',
    'staff/awaiting/index',
    'staff/assist-log/index',
    'staff/job-files/index',
  ),
  { route: 'staff/exchange/index', openid: VILLAGE, note: 'export', query: () => ({ tab: 'export' }) },
  ...at(TOWN, 'staff/counts/index', 'staff/assist-log/index').map((place) => ({ ...place, note: 'town' })),
  ...withQuery(
    VILLAGE,
    someResident,
    'staff/resident/index',
    'staff/resident-edit/index',
    'staff/resident-log/index',
    'staff/leaving/index',
  ),
  {
    route: 'staff/coming-back/index',
    openid: VILLAGE,
    query: async (ask) => {
      const { items } = await ask(VILLAGE, 'registry', 'residents', { status: 'moved' });
      return items[0] ? { residentId: items[0].residentId } : someResident(ask);
    },
  },
  { route: 'staff/merge/index', openid: VILLAGE, query: twice },
  { route: 'staff/assist/index', openid: VILLAGE, query: withoutPhone },
  {
    route: 'staff/volunteer/index',
    openid: VILLAGE,
    query: async (ask) => {
      const { items } = await ask(VILLAGE, 'registry', 'volunteers', { sort: 'hours' });
      return { volunteerId: firstOf(items, 'volunteer').volunteerId };
    },
  },
  ...withQuery(VILLAGE, withFile, 'staff/job-file/index', 'staff/job-edit/index', 'staff/job-plan/index'),
  {
    route: 'staff/job-contact/index',
    openid: VILLAGE,
    query: async (ask) => ({ ...(await withFile(ask)), what: 'followUp' }),
  },
  { route: 'staff/import/index', openid: VILLAGE, query: importedSheet },
];
