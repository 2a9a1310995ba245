/** Acting for residents: their consent of the day, who waits for the village's word, and what was done for whom. */
import type { Input, Output } from '../../../typings/api';
import type { AssistRow, Awaited } from '../../../typings/api/assist';
import { assistConsentId, mustBeAssistable } from '../../core/assist';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import { where } from '../../core/database';
import type { AssistConsentDoc } from '../../core/documents/assist';
import { AppError, must } from '../../core/errors';
import {
  assistantName,
  villageScope,
  type TownStaffActor,
  type VillageStaffActor,
} from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { phonesOf } from '../../core/pairings';
import { photoLinks, usePhotos } from '../../core/photos';
import { askedCasesOf } from '../../core/pure/asked-cases';
import { placeCondition, villageName, villageNames } from '../../core/villages';
import { useVoice, voiceLinks } from '../../core/voices';
import { tell } from './tell';

type OfficerActor = VillageStaffActor | TownStaffActor;

function obstacleOf(check: () => unknown): string {
  try {
    check();
    return '';
  } catch (error) {
    if (error instanceof AppError && error.code !== 'NOT_FOUND') return error.message;
    throw error;
  }
}

/** Whom an officer is about to act for. */
export async function assistState(
  ctx: CallContext<VillageStaffActor>,
  { residentId }: Input<'accounts', 'assistState'>,
): Promise<Output<'accounts', 'assistState'>> {
  const { actor, reader, user } = ctx;
  const resident = must(await reader.get('residents', residentId));
  const obstacle = obstacleOf(() => mustBeAssistable(resident, actor.villageId, user));
  const id = assistConsentId(today(ctx.clock), residentId, actor.staffId);
  ctx.about({ target: residentId, residentId, villageId: resident.villageId });
  return {
    residentId,
    residentName: resident.name,
    villageName: await villageName(reader, resident.villageId),
    reachable: phonesOf(resident).length > 0,
    obstacle,
    agreed: (await reader.get('assistConsents', id))?.scopes ?? [],
  };
}

/** Records that the resident agrees, today, to be acted for by this officer: with a photo of the signature or the own voice. */
export async function giveAssistConsent(
  ctx: CommandContext<VillageStaffActor>,
  { residentId, scopes, words, photoId, voiceId }: Input<'accounts', 'giveAssistConsent'>,
): Promise<Output<'accounts', 'giveAssistConsent'>> {
  const { actor, tx } = ctx;
  const resident = mustBeAssistable(await tx.get('residents', residentId), actor.villageId, ctx.user);
  const now = ctx.clock.now();
  const _id = assistConsentId(today(ctx.clock), residentId, actor.staffId);
  ctx.about({ target: _id, residentId, villageId: resident.villageId, reason: words });
  if (photoId !== undefined) await usePhotos(ctx, [photoId], 'consent', _id);
  if (voiceId !== undefined) await useVoice(ctx, voiceId, 'consent', _id);

  const by = assistantName({ ...actor, role: 'assistant', residentId });
  const before: AssistConsentDoc = (await tx.get('assistConsents', _id)) ?? {
    _id,
    residentId,
    residentName: resident.name,
    villageId: resident.villageId,
    staffId: actor.staffId,
    openid: actor.openid,
    by,
    scopes: [],
    proofs: [],
    purposes: [],
    acts: [],
    answered: false,
    createdAt: now,
    updatedAt: now,
  };
  await tx.put('assistConsents', {
    ...before,
    scopes: [...new Set([...before.scopes, ...scopes])],
    proofs: [
      ...before.proofs,
      { at: now, scopes, words, photoId: photoId ?? null, voiceId: voiceId ?? null },
    ],
    updatedAt: now,
  });
  // Who has a phone, or family with one, learns of it: an officer does not act for them unnoticed.
  for (const openid of phonesOf(resident))
    tell(ctx, openid, { title: `${by}代为办事`, state: '已登记', next: '不是您同意的，请打电话给镇残联' });
  return { as: { role: 'assistant', residentId } };
}

function awaitedOf(resident: ResidentDoc): Awaited[] {
  const cases = askedCasesOf(resident).map(({ applicationId, kind, title, state, updatedAt }): Awaited => ({
    what: 'case',
    applicationId,
    kind,
    title,
    state,
    at: updatedAt,
  }));
  const questions = resident.asked.map((one): Awaited => ({
    what: one.what,
    id: one.what === 'pairing' ? one.pairingId : one.serviceId,
    volunteerName: one.volunteerName,
    at: one.at,
  }));
  return [...cases, ...questions].sort((a, b) => a.at - b.at);
}

/** Residents whom nobody can ask by phone and on whose word something waits, the longest wait first. */
export async function awaiting(
  ctx: CallContext<OfficerActor>,
  { villageId, cursor }: Input<'accounts', 'awaiting'>,
): Promise<Output<'accounts', 'awaiting'>> {
  const here = await placeCondition(ctx.reader, villageScope(ctx.actor, villageId));
  const docs = await ctx.reader.find('residents', {
    where: { ...here, awaits: where.gt(cursor ?? '') },
    orderBy: [['awaits', 'asc']],
    limit: PAGE_SIZE + 1,
  });
  const villages = await villageNames(ctx.reader);
  return page(
    docs,
    (doc) => doc.awaits ?? '',
    (doc) => ({
      residentId: doc._id,
      residentName: doc.name,
      villageName: villages.get(doc.villageId) ?? '',
      awaited: awaitedOf(doc),
    }),
  );
}

/** What was done for residents, the newest first. */
export async function assistLog(
  ctx: CallContext<OfficerActor>,
  { villageId, answers, cursor }: Input<'accounts', 'assistLog'>,
): Promise<Output<'accounts', 'assistLog'>> {
  const place = villageScope(ctx.actor, villageId);
  const docs = await ctx.reader.find('assistConsents', {
    where: {
      ...(place === undefined ? {} : { villageId: place }),
      ...(answers ? { answered: true } : {}),
      ...(cursor ? { _id: where.lt(cursor) } : {}),
    },
    orderBy: [['_id', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  const proofs = docs.slice(0, PAGE_SIZE).flatMap((doc) => doc.proofs);
  const [villages, photos, voices] = await Promise.all([
    villageNames(ctx.reader),
    photoLinks(
      ctx.reader,
      proofs.flatMap(({ photoId }) => photoId ?? []),
    ),
    voiceLinks(
      ctx.reader,
      proofs.flatMap(({ voiceId }) => voiceId ?? []),
    ),
  ]);
  return page(
    docs,
    ({ _id }) => _id,
    (doc): AssistRow => ({
      consentId: doc._id,
      at: doc.createdAt,
      residentId: doc.residentId,
      residentName: doc.residentName,
      villageName: villages.get(doc.villageId) ?? '',
      by: doc.by,
      scopes: doc.scopes,
      words: doc.proofs.map(({ words }) => words).join('；'),
      photos: doc.proofs.flatMap(({ photoId }) => photos.get(photoId ?? '') ?? []),
      voices: doc.proofs.flatMap(({ voiceId }) => voices.get(voiceId ?? '') ?? []),
      acts: doc.acts.map(({ at, action, answers: ofAnswer }) => ({ at, action, answers: ofAnswer })),
    }),
  );
}
