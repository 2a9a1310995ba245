/** Jobs for a person and people for a job: what can be done, hours and distance fit, and the offer holds today. */
import type { Input, Output } from '../../../typings/api';
import { isOffer, isOver } from '../../../miniprogram/shared/work';
import type { CallContext } from '../../core/actions';
import { today } from '../../core/clock';
import { where, type Find } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { villageNames } from '../../core/villages';
import { residentOf, type OfficerActor } from '../people';
import { fitOf, ranked } from '../rules/match';
import { ageOn } from './read';

/** Offers of one place that are looked at, the newest. */
const LOOKED_AT = 200;
/** People who look for work: all of a town. */
const LOOKING = 1000;
const SUGGESTED = 10;

/** Jobs and trainings for the person of this file. */
export async function suggestJobs(
  ctx: CallContext<OfficerActor>,
  { residentId }: Input<'employment', 'suggestJobs'>,
): Promise<Output<'employment', 'suggestJobs'>> {
  const { villageId } = await residentOf(ctx.reader, ctx.actor, residentId);
  const file = await ctx.reader.get('employmentFiles', residentId);
  if (!file) return { jobs: [] };
  const on = today(ctx.clock);
  // What has ended is not read: after some years there is more of it than of anything else.
  const holding = [null, where.atLeast(on)];
  const found = await ctx.reader.findEach(
    'notices',
    [null, villageId].flatMap((place) =>
      holding.map((expiresOn) => ({
        where: { villageId: place, state: 'published', expiresOn, kind: where.in(['job', 'training']) },
        orderBy: [['order', 'desc']] satisfies Find['orderBy'],
        limit: LOOKED_AT,
      })),
    ),
  );
  const open = found.flat().sort((a, b) => b.order - a.order);
  return {
    jobs: ranked(open, ({ offer }) => offer && fitOf(file, offer))
      .slice(0, SUGGESTED)
      .map(({ one, fit }) => ({
        noticeId: one._id,
        title: one.title,
        organiser: one.offer?.organiser ?? '',
        place: one.offer?.place ?? '',
        pay: one.offer?.pay ?? '',
        expiresOn: one.expiresOn,
        reasons: fit.reasons,
      })),
  };
}

/** People who look for work and fit the notice: of the officer's village, or of whose notice it is. */
export async function suggestPeople(
  ctx: CallContext<OfficerActor>,
  { noticeId }: Input<'employment', 'suggestPeople'>,
): Promise<Output<'employment', 'suggestPeople'>> {
  const { actor } = ctx;
  const notice = must(await ctx.reader.get('notices', noticeId));
  const own = actor.role === 'townStaff' || notice.villageId === null || notice.villageId === actor.villageId;
  if (!own) throw new AppError('NOT_FOUND');
  const { offer } = notice;
  const on = today(ctx.clock);
  if (!offer || !isOffer(notice.kind) || notice.state !== 'published' || isOver(notice.expiresOn, on)) {
    return { people: [] };
  }
  const villageId = actor.role === 'villageStaff' ? actor.villageId : notice.villageId;
  const files = await ctx.reader.pick(
    'employmentFiles',
    {
      where: { ...(villageId === null ? {} : { villageId }), open: true, status: 'looking' },
      orderBy: [['_id', 'desc']],
      limit: LOOKING,
    },
    ['_id', 'residentName', 'villageId', 'birthDate', 'abilities', 'hours', 'distance'],
  );
  const villages = await villageNames(ctx.reader);
  return {
    people: ranked(files, (file) => fitOf(file, offer))
      .slice(0, SUGGESTED)
      .map(({ one, fit }) => ({
        residentId: one._id,
        residentName: one.residentName,
        villageName: villages.get(one.villageId) ?? '',
        age: ageOn(one.birthDate, on),
        reasons: fit.reasons,
      })),
  };
}
