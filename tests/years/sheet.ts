/** A spreadsheet goes into the register, or not; life goes on; it is taken back, or not. */
import { unseal } from '../../cloudfunctions/core/crypto';
import type { ResidentDoc, UserDoc, VillageDoc } from '../../cloudfunctions/core/collections';
import type { ImportView } from '../../typings/api/exchange';
import type { ActingAs } from '../../typings/domain';
import { bornYearsAgo, newPerson } from '../support/functions/people';
import { sheetOf, sheetPerson, type SheetPerson } from '../support/functions/sheets';
import type { Pick } from '../support/trust/sample';
import type { Life } from './life';
import type { Pool } from './pool';

/** Somebody who is in the register already, with another phone and address. */
function again(resident: ResidentDoc, villages: readonly VillageDoc[]): SheetPerson {
  return {
    name: resident.name,
    idNumber: unseal(resident.idNumber),
    certificateNumber: unseal(resident.certificate),
    phone: '13911112222',
    address: '新地址1号',
    village: villages.find(({ _id }) => _id === resident.villageId)?.name ?? '',
  };
}

function rowsOf(pool: Pool, pick: Pick): SheetPerson[] {
  const villages = pool.all('villages').filter(({ kind }) => kind !== 'town');
  const residents = pool.all('residents').filter(({ status }) => status === 'active');
  const known = residents[pick(residents.length)];
  const strangers = Array.from({ length: 1 + pick(8) }, () => newPerson(bornYearsAgo(20 + pick(70))));
  return [
    ...strangers.map((person) => sheetPerson(person, villages[pick(villages.length)]?.name)),
    ...(known ? [again(known, villages)] : []),
  ];
}

/** One import, as the phone of an officer drives it. */
class Import {
  private readonly as: ActingAs;
  private job: ImportView | null = null;

  constructor(
    private readonly life: Life,
    private readonly officer: UserDoc,
  ) {
    this.as = { role: officer.staff?.level === 'village' ? 'villageStaff' : 'townStaff' };
  }

  private async ask(action: string, input: object): Promise<boolean> {
    const answer = await this.life.call(this.officer._id, 'exchange', action, input, this.as);
    if (!answer.ok) return false;
    this.job = (answer.data as { job?: ImportView }).job ?? this.job;
    return true;
  }

  /** Until nothing is under way. */
  private async drive(): Promise<void> {
    for (let n = 0; n < 20; n += 1) {
      const { job } = this;
      if (!job || !['checking', 'importing', 'undoing'].includes(job.state)) return;
      if (!(await this.ask('advance', { jobId: job.jobId, next: job.next }))) return;
    }
  }

  async start(fileID: string): Promise<boolean> {
    if (!(await this.ask('startImport', { fileID, fileName: '名册.xlsx' }))) return false;
    await this.drive();
    return true;
  }

  /** Goes on with what was decided: the job as it is then. */
  async go(action: 'commitImport' | 'undoImport', input: object): Promise<void> {
    const { job } = this;
    if (!job || !(await this.ask(action, { jobId: job.jobId, ...input }))) return;
    await this.ask('importJob', { jobId: job.jobId });
    await this.drive();
  }

  /** Rows with mistakes, which the officer agrees to leave out. */
  mistakes(): number {
    return this.job?.found.error ?? 0;
  }
}

export async function importSheet(life: Life, pool: Pool, pick: Pick): Promise<void> {
  const officers = pool.all('users').filter(({ staff }) => staff && staff.level !== 'admin');
  const officer = officers[pick(officers.length)];
  if (!officer) return;
  const job = new Import(life, officer);
  const fileID = await life.upload(officer._id, sheetOf(rowsOf(pool, pick)));
  if (!(await job.start(fileID)) || pick(4) === 0) return;
  await job.go('commitImport', {
    leaveOut: job.mistakes(),
    updates: pick(2) ? 'update' : 'skip',
    probables: pick(2) ? 'add' : 'skip',
  });
  for (let n = pick(30); n > 0; n -= 1) await life.turn();
  if (pick(2) === 0) await job.go('undoImport', { reason: '名单不对' });
}
