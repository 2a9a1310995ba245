/**
 * Handing in an application does not write the resident, so that somebody who leaves, moves or becomes part of another record in that
 * very moment is not noticed by it. What was left open goes after the person: ended, handed over, or turned to the record that stayed.
 */
import type { CommandContext } from '../../core/actions';
import { endCase, handOverCase } from '../../core/cases';
import type { ApplicationDoc, ResidentDoc } from '../../core/collections';
import { where, type Reader } from '../../core/database';
import { idsFrom } from '../../core/ids';
import { openApplicationsOf } from '../../core/open-cases';
import { withAskedCase, withoutAskedCase } from '../../core/pure/asked-cases';
import { placesOf } from '../../core/pure/places';
import type { TimerContext, Work } from '../../core/timers';
import { leavingWords } from './leaving';

type Ctx = Pick<TimerContext, 'reader' | 'clock'> & Pick<CommandContext, 'tx'>;

/** Applications that are looked at: handed in within a day, as many as one request gives. A town has a few dozen. */
const RECENT_MS = 24 * 60 * 60 * 1000;
const MOST = 1000;

type Filed = Pick<ApplicationDoc, 'residentName' | 'villageId'>;

function fits(
  { residentName, villageId }: Filed,
  person: Pick<ResidentDoc, 'status' | 'name' | 'villageId'>,
): boolean {
  return person.status === 'active' && person.villageId === villageId && person.name === residentName;
}

/** Open applications of the last day that are not where their residents are by now. */
async function leftBehind(reader: Reader, now: number): Promise<string[]> {
  const recent = await reader.pick(
    'applications',
    { where: { _id: where.atLeast(idsFrom(now - RECENT_MS)) }, orderBy: [['_id', 'desc']], limit: MOST },
    ['_id', 'openFor', 'residentName', 'villageId'],
  );
  const ids = [...new Set(recent.flatMap(({ openFor }) => openFor ?? []))];
  if (ids.length === 0) return [];
  const residents = await reader.pick('residents', { where: { _id: where.in(ids) }, limit: ids.length }, [
    '_id',
    'status',
    'name',
    'villageId',
  ]);
  const byId = new Map(residents.map((resident) => [resident._id, resident]));
  return recent.flatMap((one) => {
    const person = byId.get(one.openFor ?? '');
    return person && !fits(one, person) ? one._id : [];
  });
}

/** A merge remembers what it moved, so that it goes back when it is undone. */
async function noteInMerge({ reader, tx }: Ctx, gone: ResidentDoc, applicationId: string): Promise<void> {
  const merges = await reader.find('merges', {
    where: { keptId: gone.mergedInto, undone: null },
    orderBy: [['_id', 'desc']],
    limit: MOST,
  });
  const found = merges.find(({ goneId }) => goneId === gone._id);
  const merge = found && (await tx.get('merges', found._id));
  if (!merge) return;
  const moved = [...merge.moved, { collection: 'applications' as const, id: applicationId }];
  await tx.put('merges', { ...merge, moved });
}

/** Who the resident of this application is by now. */
async function personOf(ctx: Ctx, application: ApplicationDoc): Promise<ResidentDoc | null> {
  let person = await ctx.tx.get('residents', application.residentId);
  while (person?.status === 'merged' && person.mergedInto !== undefined) {
    await noteInMerge(ctx, person, application._id);
    const asked = withoutAskedCase(person, application._id);
    if (asked !== person) await ctx.tx.put('residents', asked);
    person = await ctx.tx.get('residents', person.mergedInto);
  }
  return person;
}

/** Whether the record that stayed has the same open already. */
async function isDouble({ reader }: Ctx, turned: ApplicationDoc): Promise<boolean> {
  const places = placesOf(turned);
  const others = await openApplicationsOf(reader, turned.residentId);
  return others.some(
    (other) => other._id !== turned._id && placesOf(other).some((place) => places.includes(place)),
  );
}

/** The application where its resident is. */
async function followed(ctx: Ctx, application: ApplicationDoc, person: ResidentDoc): Promise<ApplicationDoc> {
  const { tx, clock } = ctx;
  const now = clock.now();
  const turned = { ...application, residentId: person._id, residentName: person.name };
  if (person.status === 'moved' || person.status === 'deceased')
    return endCase(tx, turned, leavingWords(person.status, person.leftOn, now), now);
  if (turned.residentId !== application.residentId && (await isDouble(ctx, turned)))
    return endCase(tx, turned, '两份登记合并了，同样的申请已有一件在办', now);
  if (person.villageId === turned.villageId) {
    const next = { ...turned, version: turned.version + 1, updatedAt: now };
    await tx.put('applications', next);
    return next;
  }
  const village = await tx.get('villages', person.villageId);
  const words = `迁到${village?.name ?? '新的村'}，由新的村继续办`;
  return handOverCase(tx, turned, person.villageId, words, now);
}

async function follow(ctx: Ctx, id: string): Promise<Work> {
  const application = await ctx.tx.get('applications', id);
  if (!application?.openFor) return null;
  const person = await personOf(ctx, application);
  if (!person || (person._id === application.residentId && fits(application, person))) return null;
  const next = await followed(ctx, application, person);
  const asked = withAskedCase(person, next);
  if (asked !== person) await ctx.tx.put('residents', asked);
  return { villageId: next.villageId };
}

/** Two requests when nobody has gone away, which is nearly always. */
export async function followResidents(ctx: TimerContext): Promise<void> {
  for (const id of await leftBehind(ctx.reader, ctx.clock.now()))
    await ctx.each(id, (tx) => follow({ reader: ctx.reader, clock: ctx.clock, tx }, id));
}
