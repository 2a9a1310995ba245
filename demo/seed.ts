/**
 * The trial village (谢家路村) as records, made by the functions' own use cases over the months of the trial. The same seed
 * and day give the same village. Counts on every screen come from these records; none is written in.
 */
import type { RegisterRow } from '../typings/api/registry';
import type { Outside } from '../cloudfunctions/core/call';
import type { Persona } from '../local/types';
import { CONSENT_VERSION, LIMITS } from '../miniprogram/shared/limits';
import { completedYears } from '../miniprogram/shared/age';
import { chinaDate } from '../miniprogram/shared/china-time';
import { openStage, type Stage } from './actors';
import { addDeviceApplications, applicationTimes, DEVICE_APPLICATIONS, type Applicant } from './applications';
import { addGoods } from './goods';
import { addDeskWork } from './desk';
import { addDonations } from './donations';
import { addNotices } from './notices';
import { addOddities, withOddities } from './oddities';
import { addEmergencyCalls } from './emergencies';
import { addEmployment } from './employment';
import { addJobFiles } from './job-files';
import { addAssisted } from './assisted';
import { addRenovations, RENOVATIONS } from './renovations';
import { addPairings } from './pairings';
import { addVolunteerWords } from './volunteer-words';
import { addWishes } from './wishes';
import { addSetUp } from './set-up';
import { peopleMaker, registerRows } from './people';
import { personas } from './personas';
import { seededRandom, type Random } from './random';
import { ADMIN, officerOf, setUpTown, TOWN_OFFICER } from './staff';
import { TRIAL_VILLAGE } from './town';
import { addVolunteers, approveOpen, volunteerOpenid, VOLUNTEERS } from './volunteers';

const DAY = 86_400_000;
/** The trial village's register (product.md). */
const RESIDENTS = 183;
const TRIAL_DAYS = 210;
/** Residents who came in first; the last of them only today. */
const BOUND_RESIDENTS = 12;
/** Residents who came in later, most of them to have their home made fit. */
const BOUND_LATER = 40;

export interface DemoOptions {
  cloudUrl: string;
  functionEnv: Record<string, string>;
  seed: number;
  /** The trial ends here: usually this morning. */
  until: number;
  /** What each call writes to the log of its function; nothing when left out. */
  log?: Outside['log'];
}

export interface DemoResult {
  personas: Persona[];
  /** Screen tokens, shown once when made. */
  screens: { label: string; token: string }[];
}

/** Builds the whole demo in an empty local cloud. */
export async function buildDemo({
  cloudUrl,
  functionEnv,
  seed,
  until,
  log,
}: DemoOptions): Promise<DemoResult> {
  const random = seededRandom(seed);
  const stage = openStage(cloudUrl, functionEnv, random, log);
  const year = Number(chinaDate(until).slice(0, 4));
  const make = peopleMaker(random);
  const grownUp = () => make({ from: 24, to: 62 }, year);
  const start = until - TRIAL_DAYS * DAY;

  await setUpTown(stage, start, functionEnv.FIRST_ADMIN_CODE ?? '', grownUp);
  const rows = withOddities(registerRows(random, make, TRIAL_VILLAGE, '谢家路村', year, RESIDENTS));
  const residentIds = await importRegister(stage, start, rows);

  const volunteerTimes = spread(random, VOLUNTEERS, start + 3 * DAY, until - 6 * 3_600_000);
  const volunteers = await addVolunteers(stage, random, TRIAL_VILLAGE, grownUp, volunteerTimes);

  const { applicants, bound, guardians } = await comeIn(
    stage,
    start + 10 * DAY,
    rows,
    residentIds,
    until,
    grownUp,
  );
  await addDeviceApplications(stage, random, TRIAL_VILLAGE, applicants, applicationTimes(random, until));
  // Nobody asks for two things of one kind at once: the devices' applicants come first, then one for each renovation.
  const others = applicants.slice(DEVICE_APPLICATIONS);
  await addRenovations(stage, random, TRIAL_VILLAGE, others, until);
  await addEmployment(stage, TRIAL_VILLAGE, others.slice(RENOVATIONS), until);
  await addWishes(stage, TRIAL_VILLAGE, others.slice(2), volunteerOpenid(1), until);
  const withPhone = new Set([
    ...bound.map(({ row }) => row.name),
    ...guardians.map((one) => one.residentName),
  ]);
  await addPairings(
    stage,
    random,
    TRIAL_VILLAGE,
    {
      applicants,
      withoutPhone: residentIds.filter((_, n) => !withPhone.has(rows[n]?.name ?? '')).slice(20),
      volunteerTimes,
    },
    until,
  );
  await addGoods(stage, TRIAL_VILLAGE, until);
  await addDonations(
    stage,
    TRIAL_VILLAGE,
    'jiatang',
    [volunteerOpenid(3), volunteerOpenid(4)],
    residentIds,
    until,
  );
  await addEmergencyCalls(stage, applicants, officerOf(TRIAL_VILLAGE), until);
  await addNotices(stage, until);
  await addVolunteerWords(stage, TRIAL_VILLAGE, until);
  await addDeskWork(stage, random, TRIAL_VILLAGE, until);
  await addJobFiles(stage, TRIAL_VILLAGE, until);
  const withoutPhone = residentIds.filter((_, n) => !withPhone.has(rows[n]?.name ?? ''));
  await addAssisted(stage, TRIAL_VILLAGE, withoutPhone, until);
  await addOddities(stage, TRIAL_VILLAGE, residentIds, until);
  await stage.checkRegister(until);
  await stage.findSignals(until);
  await stage.countAnew(until);
  await stage.migrate(until);
  for (const days of [2, 1, 0]) await stage.writeDaily(until - days * DAY);

  const villageScreen = await stage.act(until, officerOf(TRIAL_VILLAGE), 'dashboard', 'createScreenLink', {
    villageId: TRIAL_VILLAGE,
    label: '谢家路村办公室大屏',
  });
  const townScreen = await stage.act(until, TOWN_OFFICER, 'dashboard', 'createScreenLink', {
    villageId: null,
    label: '镇残联大屏',
  });
  await addSetUp(stage, TRIAL_VILLAGE, 'jiatang', until, grownUp);
  const newcomer = pickNewcomer(rows, new Set(bound.map(({ row }) => row)), until);
  return {
    personas: personas({ newcomer, bound, guardians, volunteers }),
    screens: [
      { label: '谢家路村大屏', token: villageScreen.token },
      { label: '泗门镇大屏', token: townScreen.token },
    ],
  };
}

/** n moments between two, oldest first. */
function spread(random: Random, n: number, from: number, to: number): number[] {
  return Array.from({ length: n }, () => from + random.next() * (to - from))
    .map(Math.round)
    .sort((a, b) => a - b);
}

async function importRegister(stage: Stage, at: number, rows: RegisterRow[]): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < rows.length; from += LIMITS.importRows) {
    const batch = rows.slice(from, from + LIMITS.importRows);
    const { results } = await stage.act(at + from * 60_000, ADMIN, 'registry', 'importResidents', {
      rows: batch,
    });
    for (const { residentId, error } of results) {
      if (residentId === undefined) throw new Error(`demo: row refused: ${error?.code ?? ''}`);
      ids.push(residentId);
    }
  }
  return ids;
}

/** Somebody of the register who has not come in yet: over 60, asked and not on 低保 or 低边, so that half is to be paid. */
function pickNewcomer(rows: readonly RegisterRow[], taken: Set<RegisterRow>, until: number): RegisterRow {
  const found = rows.find((row) => {
    const age = ageOf(row, until);
    return !taken.has(row) && row.lowIncome?.length === 0 && age >= 68 && age < 80;
  });
  if (!found) throw new Error('demo: no newcomer in the register');
  return found;
}

function ageOf(row: RegisterRow, until: number): number {
  const id = row.idNumber;
  const age = completedYears(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`, chinaDate(until));
  return age.ok ? age.years : 0;
}

export interface BoundResident {
  openid: string;
  row: RegisterRow;
}
export interface BoundGuardian {
  openid: string;
  name: string;
  residentId: string;
  residentName: string;
}

interface CameIn {
  applicants: Applicant[];
  bound: BoundResident[];
  guardians: BoundGuardian[];
}

/** Residents bind their phones and guardians are approved; the last one to bind still waits for the village. */
async function comeIn(
  stage: Stage,
  at: number,
  rows: readonly RegisterRow[],
  residentIds: readonly string[],
  until: number,
  person: () => { name: string; phone: string },
): Promise<CameIn> {
  const able = rows.filter((row) => row.lowIncome !== null);
  const bound: BoundResident[] = [];
  const guardians: BoundGuardian[] = [];
  const applicants: Applicant[] = [];
  const adults = able.filter((row) => ageOf(row, until) >= 30 && ageOf(row, until) < 76);
  const bindOne = async (n: number, when: number, last: boolean): Promise<void> => {
    const row = adults[n];
    if (!row) throw new Error('demo: too few grown-ups in the register');
    const openid = `demo-resident-${String(n + 1).padStart(2, '0')}`;
    const { name, idNumber: document, phone, address } = row;
    const answer = await stage.act(when, openid, 'accounts', 'bind', {
      name,
      document,
      phone,
      consentVersion: CONSENT_VERSION,
    });
    if (answer.outcome !== 'bound') throw new Error('demo: a resident could not bind');
    bound.push({ openid, row });
    if (last) return;
    await approveOpen(stage, when + 3_600_000, TRIAL_VILLAGE);
    applicants.push({ openid, as: answer.as, phone, address });
  };
  for (let n = 0; n < BOUND_RESIDENTS; n += 1) {
    const last = n === BOUND_RESIDENTS - 1;
    await bindOne(n, last ? until - 5 * 3_600_000 : at + n * DAY, last);
  }
  const old = able.filter((row) => ageOf(row, until) >= 80);
  for (const [n, row] of old.slice(0, 3).entries()) {
    const openid = `demo-guardian-${n + 1}`;
    const { name, phone } = person();
    const when = at + (20 + n) * DAY;
    await stage.act(when, openid, 'accounts', 'askGuardian', {
      guardianName: name,
      guardianPhone: phone,
      relation: ['女儿', '儿子', '儿媳'][n] ?? '亲属',
      residentName: row.name,
      residentDocument: row.idNumber,
      consentVersion: CONSENT_VERSION,
    });
    await approveOpen(stage, when + 3_600_000, TRIAL_VILLAGE);
    const residentId = residentIds[rows.indexOf(row)] ?? '';
    guardians.push({ openid, name, residentId, residentName: row.name });
    applicants.splice(n * 3, 0, {
      openid,
      as: { role: 'guardian', residentId },
      phone,
      address: row.address,
    });
  }
  for (let n = 0; n < BOUND_LATER; n += 1) await bindOne(BOUND_RESIDENTS + n, at + (25 + n / 2) * DAY, false);
  return { applicants, bound, guardians };
}
