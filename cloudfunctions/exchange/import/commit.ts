/** A chunk into the register: each row looked at again, because the register may have changed since the preview. */
import { maskIdNumber, maskPhone } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { CounterDoc, ResidentDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { lookupKey, seal, unseal } from '../../core/crypto';
import type { ImportedRow, ImportJobDoc, ReplacedFacts } from '../../core/documents/exchange';
import { isOwnCase } from '../../core/identity';
import { countResident, newResident } from '../../core/register';
import type { RegisterFacts } from '../../core/register-row';
import type { OfficerActor } from '../office';
import { factsOf } from './check';
import { isAsSeen, seen } from './seen';

type Ctx = CommandContext<OfficerActor>;

const late = (row: ImportedRow, note: string): ImportedRow => ({ ...row, outcome: 'late', note });

/** Changes of the figures of each village, made at the end: one write for all rows. */
export class Figures {
  private readonly changes = new Map<string, ((counters: CounterDoc) => void)[]>();

  constructor(private readonly on: string) {}

  add(resident: ResidentDoc, by: 1 | -1): void {
    const list = this.changes.get(resident.villageId) ?? [];
    this.changes.set(resident.villageId, [
      ...list,
      (counters) => countResident(counters, resident, this.on, by),
    ]);
  }

  async write(ctx: Ctx): Promise<void> {
    for (const [villageId, changes] of this.changes) {
      await count(ctx.tx, villageId, ctx.clock.now(), (counters) => {
        for (const change of changes) change(counters);
      });
    }
  }
}

/** The resident with the facts of a row or, for the undo, with those it replaced. */
export function withFacts(
  resident: ResidentDoc,
  facts: Pick<ReplacedFacts, 'certificateNumber' | 'phone' | 'address' | 'lowIncome'> &
    Pick<RegisterFacts, 'category' | 'level'>,
  now: number,
): ResidentDoc {
  return {
    ...resident,
    certificate: seal(facts.certificateNumber),
    certificateMasked: maskIdNumber(facts.certificateNumber),
    category: facts.category,
    level: facts.level,
    phone: seal(facts.phone),
    phoneMasked: maskPhone(facts.phone),
    address: facts.address,
    lowIncome: facts.lowIncome,
    version: resident.version + 1,
    updatedAt: now,
  };
}

async function addPerson(
  ctx: Ctx,
  row: ImportedRow,
  facts: RegisterFacts,
  figures: Figures,
): Promise<ImportedRow> {
  const key = lookupKey('idNumber', facts.idNumber);
  if (await ctx.tx.get('identities', key)) return late(row, '刚刚已由别人加进名册');
  const now = ctx.clock.now();
  const place = { villageId: row.line.villageId, lowIncome: row.line.lowIncome ?? null };
  const resident = newResident(ctx.ids.record(now), facts, place, now);
  await ctx.tx.put('identities', { _id: key, residentId: resident._id });
  await ctx.tx.put('residents', resident);
  figures.add(resident, 1);
  return { ...row, outcome: 'added', resident: seen(resident) };
}

async function updatePerson(
  ctx: Ctx,
  row: ImportedRow,
  facts: RegisterFacts,
  figures: Figures,
): Promise<ImportedRow> {
  const resident = row.resident ? await ctx.tx.get('residents', row.resident.id) : null;
  if (!resident || !row.resident || !isAsSeen(resident, row.resident))
    return late(row, '预览以后，别人刚改过这个人的信息');
  if (isOwnCase(ctx.user, resident._id)) return late(row, '不能改自己或自己代办的人');
  const before: ReplacedFacts = {
    name: resident.name,
    certificateNumber: unseal(resident.certificate),
    phone: unseal(resident.phone),
    address: resident.address,
    lowIncome: resident.lowIncome,
  };
  const changed = withFacts(
    resident,
    {
      certificateNumber: facts.certificate,
      category: facts.category,
      level: facts.level,
      phone: facts.phone,
      address: facts.address,
      lowIncome: row.line.lowIncome ?? resident.lowIncome,
    },
    ctx.clock.now(),
  );
  await ctx.tx.put('residents', changed);
  figures.add(resident, -1);
  figures.add(changed, 1);
  return { ...row, outcome: 'updated', before, resident: seen(changed) };
}

/** Takes the rows in as it was chosen; tells for each what became of it. */
export async function commitRows(
  ctx: Ctx,
  job: ImportJobDoc,
  rows: readonly ImportedRow[],
): Promise<ImportedRow[]> {
  const on = today(ctx.clock);
  const figures = new Figures(on);
  const choice = job.choice ?? { updates: 'skip', probables: 'skip' };
  const done: ImportedRow[] = [];
  for (const row of rows) {
    const facts = row.kind === 'error' || row.kind === 'same' ? null : factsOf(row, on);
    if (!facts) done.push(row);
    else if (row.kind === 'update') {
      done.push(
        choice.updates === 'update'
          ? await updatePerson(ctx, row, facts, figures)
          : { ...row, outcome: 'skipped', note: '选了不改' },
      );
    } else if (row.kind === 'probable' && choice.probables === 'skip') {
      done.push({ ...row, outcome: 'skipped' });
    } else done.push(await addPerson(ctx, row, facts, figures));
  }
  await figures.write(ctx);
  return done;
}
