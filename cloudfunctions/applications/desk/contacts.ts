/** Whom an officer may want to call about a case. */
import type { Input, Output } from '../../../typings/api';
import type { CaseContact } from '../../../typings/api/applications';
import type { CallContext } from '../../core/actions';
import type { ApplicationDoc } from '../../core/collections';
import { unseal } from '../../core/crypto';
import { where } from '../../core/database';
import { must } from '../../core/errors';
import { TOWN_OFFICE } from '../../core/villages';
import { visible, type OfficerActor } from '../engine/actors';

type Ctx = CallContext<OfficerActor>;

/** A contact with the number that is not shown until a reason is given. */
type Known = CaseContact & { sealed: string | null };

async function knownContacts(ctx: Ctx, application: ApplicationDoc): Promise<Known[]> {
  const resident = must(await ctx.reader.get('residents', application.residentId));
  const { facts } = application;
  const claimant = facts.kind === 'wish' ? (facts.claim?.volunteerId ?? null) : null;
  const paired = resident.pairings.filter(({ state }) => state === 'active').map((one) => one.volunteerId);
  const volunteerIds = [...new Set([...(claimant === null ? [] : [claimant]), ...paired])];
  const volunteers =
    volunteerIds.length === 0
      ? []
      : await ctx.reader.find('volunteers', {
          where: { _id: where.in(volunteerIds) },
          limit: volunteerIds.length,
        });
  const offices = await ctx.reader.find('villages', {
    where: { _id: where.in([application.villageId, TOWN_OFFICE]) },
    limit: 2,
  });
  return [
    {
      contactId: 'resident',
      who: 'resident',
      name: resident.name,
      what: '本人，名册上的电话',
      phoneMasked: resident.phoneMasked,
      phone: null,
      sealed: resident.phone,
    },
    ...resident.guardians.map(({ guardianId, name, relation, phone, phoneMasked }): Known => ({
      contactId: guardianId,
      who: 'guardian',
      name,
      what: `监护人，${relation}`,
      phoneMasked,
      phone: null,
      sealed: phone,
    })),
    ...volunteers.map(({ _id, name, phone, phoneMasked }): Known => ({
      contactId: _id,
      who: 'volunteer',
      name,
      what: _id === claimant ? '认领心愿的志愿者' : '结对志愿者',
      phoneMasked,
      phone: null,
      sealed: phone,
    })),
    ...offices.flatMap(({ _id, name, officers }) =>
      officers.map((officer, n): Known => ({
        contactId: `${_id}-${n}`,
        who: 'colleague',
        name: officer.name,
        what: `${name} ${officer.duty}`,
        phoneMasked: officer.phone,
        phone: officer.phone,
        sealed: null,
      })),
    ),
  ];
}

/** The resident, who acts for them, who helps, and the colleagues of the village and the town. */
export async function contacts(
  ctx: Ctx,
  { applicationId }: Input<'applications', 'contacts'>,
): Promise<Output<'applications', 'contacts'>> {
  const application = visible(ctx.actor, await ctx.reader.get('applications', applicationId));
  const known = await knownContacts(ctx, application);
  return {
    contacts: known.map(({ contactId, who, name, what, phoneMasked, phone }) => ({
      contactId,
      who,
      name,
      what,
      phoneMasked,
      phone,
    })),
  };
}

/** One whole number, for a reason that is logged with who asked. */
export async function revealContact(
  ctx: Ctx,
  { applicationId, contactId, reason }: Input<'applications', 'revealContact'>,
): Promise<Output<'applications', 'revealContact'>> {
  const application = visible(ctx.actor, await ctx.reader.get('applications', applicationId));
  const { residentId, villageId } = application;
  ctx.about({ target: applicationId, residentId, villageId, reason });
  const contact = must((await knownContacts(ctx, application)).find((one) => one.contactId === contactId));
  return { phone: contact.phone ?? unseal(contact.sealed ?? '') };
}
