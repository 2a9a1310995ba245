/** Filing: what every kind of application has in common when it is made. */
import type { CaseKind } from '../../../typings/domain';
import { tabOf } from '../../../miniprogram/shared/case-states';
import type { ConsentKey } from '../../../miniprogram/shared/consent';
import type { CommandContext } from '../../core/actions';
import type { ApplicationDoc, CaseFacts, Consent, ResidentDoc, StoredOpenCase } from '../../core/collections';
import { newWork } from '../../core/casework';
import { hasConsented } from '../../core/consent';
import { noteAssistedPurpose } from '../../core/assist';
import { AppError, must } from '../../core/errors';
import { onBehalfBy } from '../../core/identity';
import { readTogether } from '../../core/parameters';
import { usePhotos } from '../../core/photos';
import { afterStep } from '../../core/pure/asked-cases';
import { holdsPlace } from '../../core/pure/places';
import { useVoice } from '../../core/voices';
import type { PhotoPurpose } from '../../../typings/api/media';
import { actorName, type ApplicantActor } from './actors';
import { RULES } from './brings';
import { dueAt } from './promise';
import { behalf, recordFigures } from './step';

/**
 * The resident the caller acts for; only for those who are in the register now. The rules of what is asked for are read here too. Both
 * have come with the caller (`forFiling`), beside the transaction: a submission does not write the resident. Who leaves at that very
 * moment has an open application for some minutes (registry/use-cases/follow.ts).
 */
export async function activeResident(
  ctx: CommandContext<ApplicantActor>,
  kind: CaseKind,
): Promise<ResidentDoc> {
  await readTogether(ctx.reader, RULES[kind]);
  const resident = must(await ctx.reader.get('residents', ctx.actor.residentId));
  ctx.about({ residentId: resident._id, villageId: resident.villageId });
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  return resident;
}

/** The open application that stands in the way of another of this kind (and, for devices and repairs, of this item). */
export function openCaseOf(
  openCases: readonly StoredOpenCase[],
  kind: CaseKind,
  itemId?: string,
): StoredOpenCase | undefined {
  return openCases.find(
    (open) =>
      open.kind === kind && holdsPlace(open.state) && (itemId === undefined || open.itemIds.includes(itemId)),
  );
}

/** Some things must be said: in words or by voice. */
export function mustSay(reason: string, voiceId: string | undefined, ask: string): void {
  if (reason === '' && voiceId === undefined) throw new AppError('BAD_INPUT', { fields: { reason: ask } });
}

/** Writes down the consent that came with the form, if it is not written down already. */
export async function recordConsent(
  ctx: CommandContext<ApplicantActor>,
  purpose: ConsentKey,
  version: string,
): Promise<void> {
  const { actor, consentId } = ctx;
  if (actor.role === 'assistant')
    return noteAssistedPurpose(ctx.tx, must(consentId), { purpose, version, at: ctx.clock.now() });
  if (hasConsented(ctx.user, purpose, version)) return;
  await ctx.tx.change('users', actor.openid, {
    consents: { push: [{ purpose, version, at: ctx.clock.now() } satisfies Consent] },
  });
}

export interface Filing {
  /** Made by who needed it before; a new one otherwise. */
  applicationId?: string;
  facts: CaseFacts;
  title: string;
  /** Path below miniprogram/images. */
  image: string;
  contactPhone: string;
  reason: string;
  photoIds?: readonly string[];
  purpose?: PhotoPurpose;
  voiceId?: string | undefined;
  /** What else changes in the resident's record. */
  resident?: Partial<ResidentDoc>;
}

/**
 * Files the application for the resident: record, photos and voice, figures. The resident is written only when something else of it
 * changes: that nobody asks for the same twice is seen to by the places that the application holds.
 */
export async function fileCase(
  ctx: CommandContext<ApplicantActor>,
  resident: ResidentDoc,
  {
    applicationId,
    facts,
    title,
    image,
    contactPhone,
    reason,
    photoIds = [],
    purpose,
    voiceId,
    ...more
  }: Filing,
): Promise<ApplicationDoc> {
  const now = ctx.clock.now();
  const { kind } = facts;
  const id = applicationId ?? ctx.ids.record(now);
  const due = await dueAt(ctx, kind, 'submitted');
  const application: ApplicationDoc = {
    _id: id,
    ...newWork(id, now, due),
    kind,
    facts,
    residentId: resident._id,
    residentName: resident.name,
    villageId: resident.villageId,
    filedBy: ctx.actor.openid,
    onBehalfBy: onBehalfBy(ctx.actor),
    assisted: ctx.actor.role === 'assistant',
    title,
    image,
    state: 'submitted',
    returnedFrom: null,
    tab: tabOf(kind, 'submitted'),
    dueAt: due,
    contactPhone,
    reason,
    voiceId: voiceId ?? null,
    feedback: null,
    timeline: [
      {
        at: now,
        action: 'submit',
        state: 'submitted',
        actorName: actorName(ctx.actor, resident),
        actorRole: ctx.actor.role,
        openid: ctx.actor.openid,
        ...behalf(ctx, resident),
        ...(photoIds.length === 0 ? {} : { photoIds: [...photoIds] }),
      },
    ],
    reminded: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  ctx.about({ target: application._id });
  if (photoIds.length > 0 && purpose) await usePhotos(ctx, photoIds, purpose, application._id);
  if (voiceId !== undefined) await useVoice(ctx, voiceId, 'application', application._id);
  await ctx.tx.put('applications', application);
  if (afterStep(resident, application, more.resident) !== resident) {
    // It is written whole, so it is read where nobody comes between.
    const current = must(await ctx.tx.get('residents', resident._id));
    await ctx.tx.put('residents', afterStep(current, application, more.resident));
  }
  await recordFigures(ctx, null, application, 'submit');
  return application;
}
