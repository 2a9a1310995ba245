/** Whose donation it is, who acts for the office, and for whom it may be. */
import type { CallContext, CommandContext } from '../../core/actions';
import type { DonationDoc, ResidentDoc } from '../../core/collections';
import type { Reader } from '../../core/database';
import { mustNotBeRiskyWords } from '../../core/content-check';
import { AppError, must } from '../../core/errors';
import {
  isOwnCase,
  type TownStaffActor,
  type VillageStaffActor,
  type VolunteerActor,
} from '../../core/identity';
import { namesSomebody } from '../../core/public-text';

export type OfficerActor = VillageStaffActor | TownStaffActor;
export type AnyActor = VolunteerActor | OfficerActor;

/** As it stands in the story: '谢家路村残协 陈专职'. */
export function officerName({ orgName, name }: OfficerActor): string {
  return `${orgName} ${name}`;
}

/** An active resident of this village, for whom something is meant; nobody decides for themself or their own. */
export async function residentFor(
  ctx: Pick<CallContext, 'user'>,
  from: Pick<Reader, 'get'>,
  residentId: string,
  villageId: string,
): Promise<ResidentDoc> {
  const resident = must(await from.get('residents', residentId));
  if (resident.villageId !== villageId) throw new AppError('NOT_FOUND');
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  if (isOwnCase(ctx.user, residentId)) throw new AppError('OWN_CASE');
  return resident;
}

/** What others read must not say whose it is. `field` is where the words were typed. */
export function mustNotName(text: string, resident: ResidentDoc | null, field: string): void {
  if (!namesSomebody(text, resident)) return;
  throw new AppError('BAD_INPUT', {
    fields: { [field]: '捐赠人会看到，这里不能有姓名、电话、证件号或住址，请改一改' },
  });
}

/** Words of staff that the donor reads: they say of nobody whose it is, and nothing risky. `field` is where they were typed. */
export async function mustSuitDonor(
  { actor }: CommandContext,
  text: string,
  resident: ResidentDoc | null,
  field: string,
): Promise<void> {
  mustNotName(text, resident, field);
  await mustNotBeRiskyWords(actor.openid, text);
}

/** The donation when the caller has to do with it, otherwise not found. An undirected one is opened to villages by their part. */
export async function concerning(ctx: CallContext<AnyActor>, doc: DonationDoc | null): Promise<DonationDoc> {
  const donation = must(doc);
  const { actor } = ctx;
  if (actor.role === 'townStaff') return donation;
  if (actor.role === 'volunteer') {
    if (donation.volunteerId !== actor.volunteerId) throw new AppError('NOT_FOUND');
    return donation;
  }
  if (donation.villageId === actor.villageId) return donation;
  const [part] = await ctx.reader.find('allotments', {
    where: { donationId: donation._id, villageId: actor.villageId },
    limit: 1,
  });
  if (!part) throw new AppError('NOT_FOUND');
  return donation;
}

/** The resident of a donation's need, read in the transaction; null when it is for the village. */
export async function needy(ctx: CommandContext, { residentId }: DonationDoc): Promise<ResidentDoc | null> {
  return residentId === null ? null : ctx.tx.get('residents', residentId);
}
