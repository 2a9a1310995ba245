/** A corrected name in what is still under way; what is finished keeps the name under which it was done. */
import type { Millis } from '../../../typings/domain';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import type { ResidentDoc } from '../../core/collections';
import { openCasesInside } from '../../core/open-cases';

type Ctx = Pick<CommandContext, 'tx' | 'reader'>;

/** The name as a volunteer's list shows it until the pairing is agreed on. */
export const nameFor = (state: 'asked' | 'active', name: string): string =>
  state === 'active' ? name : maskName(name);

/** Writes the resident's name wherever it is shown of open cases, pairings, running services and guardians. */
export async function renameEverywhere(ctx: Ctx, resident: ResidentDoc, now: Millis): Promise<ResidentDoc> {
  const { name: residentName, _id: residentId } = resident;
  for (const application of await openCasesInside(ctx, residentId)) {
    const version = application.version + 1;
    await ctx.tx.put('applications', { ...application, residentName, version, updatedAt: now });
  }
  for (const { pairingId, volunteerId } of resident.pairings) {
    const pairing = await ctx.tx.get('pairings', pairingId);
    const volunteer = await ctx.tx.get('volunteers', volunteerId);
    if (pairing) await ctx.tx.put('pairings', { ...pairing, residentName, version: pairing.version + 1 });
    if (!volunteer) continue;
    await ctx.tx.put('volunteers', {
      ...volunteer,
      pairings: volunteer.pairings.map((one) =>
        one.pairingId === pairingId ? { ...one, residentName: nameFor(one.state, residentName) } : one,
      ),
      version: volunteer.version + 1,
      updatedAt: now,
    });
  }
  for (const { openid } of resident.guardians) {
    const user = await ctx.tx.get('users', openid);
    if (!user) continue;
    const guardianOf = user.guardianOf.map((one) =>
      one.residentId === residentId ? { ...one, residentName } : one,
    );
    await ctx.tx.put('users', { ...user, guardianOf });
  }
  return { ...resident, running: resident.running.map((one) => ({ ...one, residentName })) };
}
