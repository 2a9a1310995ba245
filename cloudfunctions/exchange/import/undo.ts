/** An import taken back: who was added goes, what was replaced comes back, unless something has happened to the person since. */
import { parseCertificate } from '../../../miniprogram/shared/id-number';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { CollectionName, ResidentDoc } from '../../core/collections';
import { lookupKey, unseal } from '../../core/crypto';
import { where } from '../../core/database';
import type { ImportedRow } from '../../core/documents/exchange';
import type { OfficerActor } from '../office';
import { Figures, withFacts } from './commit';

type Ctx = CommandContext<OfficerActor>;

/** Records that hang on a resident without changing the resident's own record, and what they are called. */
const HANGING: readonly [CollectionName, string][] = [
  ['applications', '有过申请'],
  ['pairings', '有过结对'],
  ['verifications', '有绑定或代办的申请'],
  ['emergencyCalls', '有过求助'],
  ['needs', '有发布的需求'],
  ['donations', '有给他的捐赠'],
  ['allotments', '有分给他的捐赠'],
];

/** Why a person stays: what has come to hang on them. */
function reasonOf(resident: ResidentDoc): string {
  if (resident.status !== 'active') return '已迁出或注销';
  if (resident.binding) return '已绑定微信';
  if (resident.guardians.length > 0) return '已有监护人';
  if (resident.openCases.length > 0 || resident.devices.length > 0) return '有过申请';
  if (resident.pairings.length > 0 || resident.running.length > 0) return '有过结对';
  if (resident.code) return '已做二维码卡片';
  return '信息又改过';
}

/** One request for each kind, for all rows of the chunk. */
async function hanging(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [collection, words] of HANGING) {
    const docs = await ctx.reader.find(collection, { where: { residentId: where.in(ids) }, limit: 1000 });
    for (const doc of docs) found.set((doc as { residentId: string }).residentId, words);
  }
  return found;
}

const kept = (row: ImportedRow, note: string): ImportedRow => ({ ...row, outcome: 'kept', note });

async function undoRow(
  ctx: Ctx,
  row: ImportedRow,
  hangs: Map<string, string>,
  figures: Figures,
): Promise<ImportedRow> {
  if (row.resident === null || (row.outcome !== 'added' && row.outcome !== 'updated')) return row;
  const { id, version } = row.resident;
  const resident = await ctx.tx.get('residents', id);
  if (!resident) return kept(row, '已不在名册里');
  if (resident.version !== version) return kept(row, reasonOf(resident));
  if (row.outcome === 'added') {
    const words = hangs.get(id);
    if (words !== undefined) return kept(row, words);
    await ctx.tx.remove('identities', lookupKey('idNumber', unseal(resident.idNumber)));
    await ctx.tx.remove('residents', id);
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
  return { ...row, outcome: 'undone', resident: { id, version: restored.version } };
}

export async function undoRows(ctx: Ctx, rows: readonly ImportedRow[]): Promise<ImportedRow[]> {
  const added = rows.flatMap((row) => (row.outcome === 'added' && row.resident ? row.resident.id : []));
  const hangs = added.length === 0 ? new Map<string, string>() : await hanging(ctx, added);
  const figures = new Figures(today(ctx.clock));
  const done: ImportedRow[] = [];
  for (const row of rows) done.push(await undoRow(ctx, row, hangs, figures));
  await figures.write(ctx);
  return done;
}
