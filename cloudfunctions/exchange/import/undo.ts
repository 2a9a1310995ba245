/** An import taken back: who was added goes, what was replaced comes back, unless something has happened to the person since. */
import { parseCertificate } from '../../../miniprogram/shared/id-number';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import { where } from '../../core/database';
import type { ImportedRow } from '../../core/documents/exchange';
import type { FindingDoc, MovedCollection } from '../../core/documents/register';
import { dropFindings, findingsOf } from '../../core/findings';
import { identityOf } from '../../core/merged';
import { HANGS_ON } from '../../core/register';
import type { OfficerActor } from '../office';
import { Figures, withFacts } from './commit';
import { isAsSeen, seen } from './seen';

type Ctx = CommandContext<OfficerActor>;

/** What the records are called that keep a person in the register. */
const WORDS: Readonly<Record<MovedCollection, string>> = {
  applications: '有过申请',
  pairings: '有过结对',
  services: '有过帮扶服务',
  verifications: '有绑定或代办的申请',
  emergencyCalls: '有过求助',
  needs: '有发布的需求',
  donations: '有给他的捐赠',
  allotments: '有分给他的捐赠',
  intentions: '有给他安排的志愿者',
  assistConsents: '有过代办',
};

/** Why a person stays: what has come to hang on them. */
function reasonOf(resident: ResidentDoc, hangs: string | undefined): string {
  if (resident.status !== 'active') return '已迁出或注销';
  if (resident.binding) return '已绑定微信';
  if (resident.guardians.length > 0) return '已有监护人';
  if (hangs === WORDS.applications || resident.devices.length > 0) return WORDS.applications;
  if (resident.pairings.length > 0 || resident.running.length > 0) return '有过结对';
  if (resident.code) return '已做二维码卡片';
  return '信息又改过';
}

/** One request for each kind, for all rows of the chunk: counted by person, so that no one with many hides another. */
async function hanging(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [name, field] of Object.entries(HANGS_ON)) {
    const collection = name as MovedCollection;
    const counted = await ctx.reader.tally(collection, {
      where: { [field]: where.in(ids) },
      by: { residentId: `$${field}` },
    });
    for (const { values } of counted) {
      const residentId = String(values.residentId);
      if (!found.has(residentId)) found.set(residentId, WORDS[collection]);
    }
  }
  return found;
}

const kept = (row: ImportedRow, note: string): ImportedRow => ({ ...row, outcome: 'kept', note });

/** What is read or counted once for all rows of a chunk. */
interface Around {
  hangs: Map<string, string>;
  findings: FindingDoc[];
  figures: Figures;
}

async function undoRow(
  ctx: Ctx,
  row: ImportedRow,
  { hangs, findings, figures }: Around,
): Promise<ImportedRow> {
  if (row.resident === null || (row.outcome !== 'added' && row.outcome !== 'updated')) return row;
  const { id, version } = row.resident;
  const isAdded = row.outcome === 'added';
  const resident = await ctx.tx.get('residents', id);
  if (!resident) return kept(row, '已不在名册里');
  // Somebody new goes only if nothing at all has happened; earlier facts come back also to who was visited since.
  const untouched = isAdded ? resident.version === version : isAsSeen(resident, row.resident);
  if (!untouched) return kept(row, reasonOf(resident, hangs.get(id)));
  if (isAdded) {
    const words = hangs.get(id);
    if (words !== undefined) return kept(row, words);
    await ctx.tx.remove('identities', identityOf(resident));
    await ctx.tx.remove('residents', id);
    await dropFindings(ctx, id, findings);
    figures.add(resident, -1);
    return { ...row, outcome: 'undone' };
  }
  const certificate = row.before ? parseCertificate(row.before.certificateNumber) : null;
  if (!row.before || !certificate?.ok) return kept(row, '原来的信息不全');
  const restored = withFacts(
    resident,
    { ...row.before, category: certificate.category, level: certificate.level },
    ctx.clock.now(),
  );
  await ctx.tx.put('residents', restored);
  figures.add(resident, -1);
  figures.add(restored, 1);
  return { ...row, outcome: 'undone', resident: seen(restored) };
}

export async function undoRows(ctx: Ctx, rows: readonly ImportedRow[]): Promise<ImportedRow[]> {
  const added = rows.flatMap((row) => (row.outcome === 'added' && row.resident ? row.resident.id : []));
  const hangs = added.length === 0 ? new Map<string, string>() : await hanging(ctx, added);
  const findings = added.length === 0 ? [] : await findingsOf(ctx.reader, added);
  const figures = new Figures(today(ctx.clock));
  const done: ImportedRow[] = [];
  for (const row of rows) done.push(await undoRow(ctx, row, { hangs, findings, figures }));
  await figures.write(ctx);
  return done;
}
