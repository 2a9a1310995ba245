/** Lists, one case, and what forms need to know. */
import type { Input, Output } from '../../typings/api';
import type { CaseKind } from '../../typings/domain';
import type { StaffPart } from '../../typings/api/applications';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { CallContext } from '../core/actions';
import { ownIds } from '../core/casework';
import { today } from '../core/clock';
import type { ApplicationDoc } from '../core/collections';
import { fingerprint } from '../core/crypto';
import type { AssistConsentDoc } from '../core/documents/assist';
import { where } from '../core/database';
import { ERRORS, must } from '../core/errors';
import { openApplicationsOf, openCasesOf } from '../core/open-cases';
import { page, PAGE_SIZE } from '../core/paging';
import { photoLinks } from '../core/photos';
import { villageScope } from '../core/identity';
import { villageNames } from '../core/villages';
import { voiceLinks } from '../core/voices';
import { isOfficer, visible, type ApplicantActor, type OfficerActor } from './engine/actors';
import { openCaseOf } from './engine/file';
import { prefill } from './engine/prefill';
import { quoteFor, quoteView } from './kinds/device/quote';
import { wishesOf, wishesUnderWay, wishLimitOn, wishObstacle } from './kinds/wish/resident';
import {
  applicationRow,
  applicationView,
  consentIdsOf,
  deskView,
  photoIdsOf,
  proofsOf,
  QUEUE_FIELDS,
  queueRow,
  staffPart,
  voiceIdsOf,
} from './views';

/** The resident's own applications, newest first; of one kind, or only those that are open. */
export async function mine(
  ctx: CallContext<ApplicantActor>,
  { kind, open, cursor }: Input<'applications', 'mine'>,
): Promise<Output<'applications', 'mine'>> {
  const { residentId } = ctx.actor;
  if (open) {
    const docs = await openApplicationsOf(ctx.reader, residentId);
    const asked = docs.filter((doc) => kind === undefined || doc.kind === kind);
    return { items: asked.map(applicationRow), next: null };
  }
  const docs = await ctx.reader.find('applications', {
    where: {
      residentId,
      ...(kind === undefined ? {} : { kind }),
      ...(cursor ? { _id: where.lt(cursor) } : {}),
    },
    orderBy: [['_id', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  return page(docs, (doc) => doc._id, applicationRow);
}

/** Links to photos live ten minutes: well before, a page that is on show gets new ones. */
const LINKS_RENEWED_MS = 8 * 60_000;

/** One application as its viewer may see it; short answer when the viewer already has all of it. */
export async function get(
  ctx: CallContext<ApplicantActor | OfficerActor>,
  { applicationId, knownVersion }: Input<'applications', 'get'>,
): Promise<Output<'applications', 'get'>> {
  const application = visible(ctx.actor, await ctx.reader.get('applications', applicationId));
  ctx.about({ target: applicationId, residentId: application.residentId, villageId: application.villageId });
  const [staff, consents] = isOfficer(ctx.actor)
    ? await Promise.all([staffFacts(ctx, ctx.actor, application), consentsOf(ctx, application)])
    : [null, []];
  const proofs = consents.flatMap((consent) => consent.proofs);
  const photoIds = [...photoIdsOf(application), ...proofs.flatMap(({ photoId }) => photoId ?? [])];
  const voiceIds = [...voiceIdsOf(application), ...proofs.flatMap(({ voiceId }) => voiceId ?? [])];
  const linked = photoIds.length + voiceIds.length > 0;
  const version = fingerprint([
    application.version,
    staff,
    proofs.length,
    linked ? Math.floor(ctx.clock.now() / LINKS_RENEWED_MS) : 0,
  ]);
  if (knownVersion === version) return { unchanged: true };
  const [photos, voices] = await Promise.all([
    photoLinks(ctx.reader, photoIds),
    voiceLinks(ctx.reader, voiceIds),
  ]);
  const links = { photos, voices };
  return {
    unchanged: false,
    application: {
      ...applicationView(application, ctx.actor, links, version),
      staff: staff && { ...staff, assists: proofsOf(consents, links) },
    },
  };
}

/** Other cases of the same person on the page of a case. */
const OTHERS_SHOWN = 10;

async function staffFacts(
  ctx: CallContext,
  actor: OfficerActor,
  application: ApplicationDoc,
): Promise<Omit<StaffPart, 'assists'>> {
  const { facts, residentId } = application;
  const [found, others, villages] = await Promise.all([
    ctx.reader.get('residents', residentId),
    ctx.reader.pick(
      'applications',
      {
        where: { residentId, ...(actor.role === 'villageStaff' ? { villageId: actor.villageId } : {}) },
        orderBy: [['_id', 'desc']],
        limit: OTHERS_SHOWN + 1,
      },
      QUEUE_FIELDS,
    ),
    villageNames(ctx.reader),
  ]);
  const resident = must(found);
  const dates = { appliedOn: chinaDate(application.createdAt), evaluatedOn: today(ctx.clock) };
  const quotes = [];
  for (const item of facts.kind === 'device' ? facts.items : []) {
    quotes.push(quoteView(await quoteFor(ctx.reader, resident, item.priceFen, dates)));
  }
  const desk = deskView(
    application,
    actor,
    ownIds(ctx.user, actor.staffId, today(ctx.clock)),
    others.filter(({ _id }) => _id !== application._id).slice(0, OTHERS_SHOWN),
    ctx.clock.now(),
  );
  return staffPart(application, resident, villages, quotes, desk, dates, actor.openid);
}

async function consentsOf(ctx: CallContext, application: ApplicationDoc): Promise<AssistConsentDoc[]> {
  const ids = consentIdsOf(application);
  if (ids.length === 0) return [];
  return ctx.reader.find('assistConsents', {
    where: { _id: where.in(ids) },
    orderBy: [['_id', 'asc']],
    limit: ids.length,
  });
}

/** Kinds that the town does not approve: what an officer filed of them waits for a second person. */
const VILLAGE_DECIDES: readonly CaseKind[] = ['repair', 'employment', 'wish'];

/** Filed by officers for residents and not decided yet, the oldest first. */
export async function secondPerson(
  ctx: CallContext<OfficerActor>,
  { villageId, cursor }: Input<'applications', 'secondPerson'>,
): Promise<Output<'applications', 'secondPerson'>> {
  const scope = villageScope(ctx.actor, villageId);
  const docs = await ctx.reader.find('applications', {
    where: {
      ...(scope === undefined ? {} : { villageId: scope }),
      assisted: true,
      state: 'submitted',
      kind: where.in(VILLAGE_DECIDES),
      ...(cursor ? { _id: where.gt(cursor) } : {}),
    },
    orderBy: [['_id', 'asc']],
    limit: PAGE_SIZE + 1,
  });
  const villages = await villageNames(ctx.reader);
  return page(
    docs,
    (doc) => doc._id,
    (doc) => queueRow(doc, villages, ctx.clock.now(), ownIds(ctx.user, ctx.actor.staffId, today(ctx.clock))),
  );
}

/** What a form shows before it is filled in: what is known, what is allowed, and what stands in the way. */
export async function formFacts(
  ctx: CallContext<ApplicantActor>,
  { kind }: Input<'applications', 'formFacts'>,
): Promise<Output<'applications', 'formFacts'>> {
  const { residentId } = ctx.actor;
  const resident = must(await ctx.reader.get('residents', residentId));
  const { deliverTo: address, contactPhone } = prefill(ctx.actor, resident);
  if (resident.status !== 'active') {
    return { contactPhone, address, maxFen: 0, openApplicationId: null, obstacle: ERRORS.NOT_ACTIVE };
  }
  if (kind === 'wish') {
    const on = today(ctx.clock);
    const limit = await wishLimitOn(ctx.reader, on);
    const wishes = await wishesOf(ctx.reader, residentId);
    const obstacle = wishObstacle(wishes, limit, on);
    const openApplicationId = obstacle === '' ? null : (wishesUnderWay(wishes)[0]?._id ?? null);
    return { contactPhone, address, maxFen: limit.maxFen, openApplicationId, obstacle };
  }
  const open = openCaseOf(await openCasesOf(ctx.reader, residentId), kind);
  return {
    contactPhone,
    address,
    maxFen: 0,
    openApplicationId: open?.applicationId ?? null,
    obstacle: open ? ERRORS.ALREADY_OPEN : '',
  };
}
