/**
 * Who left the town, died, or is no volunteer any more, is forgotten after the years that the town has set, with its source, by
 * the parameter `forgetAfter`; without it nobody is. One record in each transaction, the person's own last: a run that was
 * interrupted goes on the next night.
 */
import { today } from '../core/clock';
import type { CollectionName, Collections, ResidentDoc, VolunteerDoc } from '../core/collections';
import { seal } from '../core/crypto';
import { where, type Condition } from '../core/database';
import { removeFile } from '../core/files';
import { identityOf, mergesInto } from '../core/merged';
import { allOf } from '../core/paging';
import { parameterOn } from '../core/parameters';
import type { TimerContext } from '../core/timers';
import { nextPage } from './read-all';
import * as rules from './rules/forgetting';

/** People of one night. */
const BATCH = 20;
const YEAR = 365 * 86_400_000;

/** 'YYYY-MM-DD' so many years before. */
function yearsBefore(date: string, years: number): string {
  return `${Number(date.slice(0, 4)) - years}${date.slice(4)}`;
}

async function change<C extends CollectionName>(
  ctx: TimerContext,
  collection: C,
  id: string,
  villageId: string,
  to: (doc: Collections[C]) => Collections[C],
): Promise<void> {
  await ctx.each(id, async (tx) => {
    const doc = await tx.get(collection, id);
    if (!doc) return null;
    await tx.put(collection, to(doc));
    return { villageId };
  });
}

async function removeAll(
  ctx: TimerContext,
  collection: CollectionName,
  villageId: string,
  docs: readonly { _id: string }[],
): Promise<void> {
  for (const { _id } of docs)
    await ctx.each(_id, async (tx) => {
      if ((await tx.get(collection, _id)) === null) return null;
      await tx.remove(collection, _id);
      return { villageId };
    });
}

/** Files that only this person's records showed. */
async function removeMedia(ctx: TimerContext, collection: 'photos' | 'voices', ids: string[]): Promise<void> {
  for (const id of ids) {
    const doc = await ctx.reader.get(collection, id);
    if (!doc) continue;
    await ctx.each(id, async (tx) => {
      await tx.remove(collection, id);
      // Should the function die before the file is removed, the timer of `media` does it.
      const removal = { _id: `record-${id}`, fileID: doc.fileID, removeAt: ctx.clock.now() };
      await tx.put('fileRemovals', removal);
      return { villageId: '' };
    });
    await removeFile(doc.fileID);
  }
}

/** Every document of a collection that is about the resident and is not found by an index. */
async function aboutIn<C extends 'donations' | 'allotments' | 'needs' | 'intentions'>(
  ctx: TimerContext,
  collection: C,
  concerns: (doc: Collections[C]) => boolean,
): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const page = await nextPage(ctx.reader, collection, after);
    ids.push(...page.filter(concerns).map(({ _id }) => _id));
    if (page.length === 0) return ids;
    after = page[page.length - 1]?._id ?? '';
  }
}

async function forgetResident(ctx: TimerContext, resident: ResidentDoc): Promise<void> {
  const { _id: residentId, villageId } = resident;
  const nothing = seal('');
  const of = <C extends CollectionName>(
    collection: C,
    conditions: Condition = { residentId },
  ): Promise<Collections[C][]> => allOf(ctx.reader, collection, conditions);
  const [applications, services] = [await of('applications'), await of('services')];
  const consents = await of('assistConsents');
  const media = rules.mediaOf([...applications, ...services], consents);
  for (const { _id } of applications)
    await change(ctx, 'applications', _id, villageId, rules.forgottenApplication);
  for (const { _id } of services) await change(ctx, 'services', _id, villageId, rules.forgottenService);
  for (const { _id } of await of('pairings'))
    await change(ctx, 'pairings', _id, villageId, rules.forgottenPairing);
  for (const { _id } of await of('verifications'))
    await change(ctx, 'verifications', _id, villageId, (doc) => rules.forgottenVerification(doc, nothing));
  for (const { _id } of await of('emergencyCalls'))
    await change(ctx, 'emergencyCalls', _id, villageId, rules.forgottenCall);
  for (const collection of ['donations', 'allotments', 'needs'] as const)
    for (const id of await aboutIn(ctx, collection, (doc) => doc.residentId === residentId))
      await change(ctx, collection, id, villageId, rules.withoutResidentName);
  const arranged = await aboutIn(ctx, 'intentions', ({ arrangement, declined }) =>
    [arrangement, ...declined].some((one) => one?.residentId === residentId),
  );
  for (const id of arranged)
    await change(ctx, 'intentions', id, villageId, (doc) => rules.forgottenArrangement(doc, residentId));
  for (const { _id } of consents) await change(ctx, 'assistConsents', _id, villageId, rules.forgottenConsent);
  await change(ctx, 'employmentFiles', residentId, villageId, rules.forgottenEmploymentFile);
  // Records that became part of this one are the same person.
  const parts = await mergesInto(ctx.reader, residentId);
  for (const { goneId, keptId } of parts)
    await ctx.each(goneId, async (tx) => {
      const doc = await tx.get('residents', goneId);
      if (doc?.mergedInto !== keptId) return null;
      await tx.remove('identities', identityOf(doc));
      await tx.put('residents', rules.forgottenResident(doc, nothing, ctx.clock.now()));
      return { villageId };
    });
  // Earlier values, findings and merged lines are nothing but the person. What became part of it first: by the merges a run finds it again.
  for (const id of [residentId, ...parts.map(({ goneId }) => goneId)].reverse()) {
    await removeAll(ctx, 'residentChanges', villageId, await of('residentChanges', { residentId: id }));
    await removeAll(ctx, 'findings', villageId, await of('findings', { residentIds: id }));
    for (const side of ['keptId', 'goneId'])
      await removeAll(ctx, 'merges', villageId, await of('merges', { [side]: id }));
  }
  await removeMedia(ctx, 'photos', media.photos);
  await removeMedia(ctx, 'voices', media.voices);
  await ctx.each(residentId, async (tx) => {
    const doc = await tx.get('residents', residentId);
    if (!doc || doc.status === 'active') return null;
    await tx.remove('identities', identityOf(doc));
    await tx.put('residents', rules.forgottenResident(doc, nothing, ctx.clock.now()));
    return { villageId };
  });
}

async function forgetVolunteer(ctx: TimerContext, { _id, openid, villageId }: VolunteerDoc): Promise<void> {
  const nothing = seal('');
  const name = { volunteerName: rules.NOBODY };
  const of = <C extends 'pairings' | 'services' | 'orders' | 'donations' | 'intentions'>(
    collection: C,
  ): Promise<Collections[C][]> => allOf(ctx.reader, collection, { volunteerId: _id });
  for (const doc of await of('pairings'))
    await change(ctx, 'pairings', doc._id, villageId, (one) => ({ ...one, ...name }));
  for (const doc of await of('services'))
    await change(ctx, 'services', doc._id, villageId, (one) => ({ ...one, ...name }));
  for (const doc of await of('orders'))
    await change(ctx, 'orders', doc._id, villageId, (one) => ({ ...one, ...name }));
  for (const doc of await of('donations'))
    await change(ctx, 'donations', doc._id, villageId, (one) => ({ ...one, ...name }));
  for (const doc of await of('intentions'))
    await change(ctx, 'intentions', doc._id, villageId, (one) => ({ ...one, ...name, words: '' }));
  await removeAll(ctx, 'signals', villageId, await allOf(ctx.reader, 'signals', { volunteerId: _id }));
  const asked = await allOf(ctx.reader, 'verifications', { openid });
  for (const doc of asked.filter(({ volunteerId }) => volunteerId === _id))
    await change(ctx, 'verifications', doc._id, villageId, (one) =>
      rules.forgottenVerification(one, nothing),
    );
  await change(ctx, 'volunteers', _id, villageId, (doc) =>
    doc.state === 'left' ? rules.forgottenVolunteer(doc, nothing, ctx.clock.now()) : doc,
  );
}

/** Every night. */
export async function forget(ctx: TimerContext): Promise<void> {
  const on = today(ctx.clock);
  const after = (await parameterOn(ctx.reader, 'forgetAfter', on))?.value;
  if (!after) return;
  const residents = await ctx.reader.find('residents', {
    where: {
      status: where.in(['moved', 'deceased']),
      leftOn: where.lt(yearsBefore(on, after.residentYears)),
      forgottenAt: null,
    },
    limit: BATCH,
  });
  for (const resident of residents) await forgetResident(ctx, resident);
  const volunteers = await ctx.reader.find('volunteers', {
    where: {
      state: 'left',
      updatedAt: where.lt(ctx.clock.now() - after.volunteerYears * YEAR),
      forgottenAt: null,
    },
    limit: BATCH,
  });
  for (const volunteer of volunteers) await forgetVolunteer(ctx, volunteer);
}
