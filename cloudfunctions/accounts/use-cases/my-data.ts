/** What is kept about a resident, for the resident and who acts for them: to see, to have corrected, to take away. */
import type { Input, Output } from '../../../typings/api';
import type { ConsentView } from '../../../typings/api/accounts';
import { CONSENTS } from '../../../miniprogram/shared/consent';
import { CATEGORY_LABELS, LEVEL_LABELS } from '../../../miniprogram/shared/labels';
import { maskName } from '../../../miniprogram/shared/mask';
import { underWayFor } from '../../core/along';
import type { CallContext, CommandContext } from '../../core/actions';
import type { ResidentDoc, UserDoc } from '../../core/collections';
import { seal, unseal } from '../../core/crypto';
import { where } from '../../core/database';
import { AppError, must } from '../../core/errors';
import type { GuardianActor, ResidentActor } from '../../core/identity';
import { openCasesOf } from '../../core/open-cases';
import { allOf } from '../../core/paging';
import { villageName } from '../../core/villages';
import { copyText, READ_ACTIONS } from '../rules/copy';
import { RESIDENT_PURPOSES } from '../rules/purposes';
import { openVerification } from './verification';
import { guardianView, openCaseView } from './views';

type OwnActor = ResidentActor | GuardianActor;

/** Open corrections, and reads of the years for which the audit is kept: more than anybody has. */
const ALL = 1000;

/**
 * Who knows a name and a number can bind, but only the village knows whether it is the person: until then nothing is shown or
 * changed that the caller did not bring along. Guardians were verified before they became one.
 */
function known(actor: OwnActor, { binding }: ResidentDoc): boolean {
  return actor.role === 'guardian' || (binding?.openid === actor.openid && binding.state === 'verified');
}

function mustBeKnown(actor: OwnActor, resident: ResidentDoc): void {
  if (known(actor, resident)) return;
  throw new AppError('IDENTITY_NOT_VERIFIED', {
    message: '您的身份还没有核实，村残协核实以后就能办；着急请打电话给村残协',
  });
}

/** The latest consent for each purpose that was ever agreed to. */
function consentViews(user: UserDoc | null): ConsentView[] {
  return RESIDENT_PURPOSES.flatMap((purpose) => {
    const latest = user?.consents.filter((consent) => consent.purpose === purpose).pop();
    if (!latest) return [];
    const { version, at, withdrawnAt } = latest;
    return [
      {
        purpose,
        version,
        at,
        outdated: version !== CONSENTS[purpose].version,
        withdrawnAt: withdrawnAt ?? null,
      },
    ];
  });
}

/** What is kept, numbers masked. */
export async function myData(ctx: CallContext<OwnActor>): Promise<Output<'accounts', 'myData'>> {
  const { actor } = ctx;
  const resident = must(await ctx.reader.get('residents', actor.residentId, underWayFor(actor.residentId)));
  const [corrections, openCases] = await Promise.all([
    ctx.reader.find('verifications', {
      where: { residentId: resident._id, kind: 'correction', state: 'open' },
      orderBy: [['_id', 'desc']],
      limit: ALL,
    }),
    openCasesOf(ctx.reader, resident._id),
  ]);
  return {
    residentId: resident._id,
    name: resident.name,
    idNumberMasked: resident.idNumberMasked,
    certificateMasked: resident.certificateMasked,
    phoneMasked: resident.phoneMasked,
    address: known(actor, resident) ? resident.address : null,
    birthDate: resident.birthDate,
    categoryLabel: CATEGORY_LABELS[resident.category],
    levelLabel: LEVEL_LABELS[resident.level],
    lowIncomePeriods: resident.lowIncome,
    villageName: await villageName(ctx.reader, resident.villageId),
    binding: actor.role === 'resident' && resident.binding ? { state: resident.binding.state } : null,
    guardians: resident.guardians.map((guardian) => guardianView(guardian, actor.openid)),
    consents: consentViews(ctx.user),
    corrections: corrections.flatMap(({ _id, correction, createdAt }) =>
      correction ? [{ verificationId: _id, field: correction.field, createdAt }] : [],
    ),
    openCases: openCases.map(openCaseView),
  };
}

/** Asks the village to correct a fact of the register. One request for each fact at a time. */
export async function askCorrection(
  ctx: CommandContext<OwnActor>,
  { field, value, note }: Input<'accounts', 'askCorrection'>,
): Promise<Output<'accounts', 'askCorrection'>> {
  const { actor } = ctx;
  const resident = must(await ctx.tx.get('residents', actor.residentId));
  mustBeKnown(actor, resident);
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  const guardian = resident.guardians.find(({ openid }) => openid === actor.openid);
  const doc = await openVerification(ctx, {
    kind: 'correction',
    villageId: resident.villageId,
    applicantName: actor.role === 'guardian' ? actor.guardianName : resident.name,
    phone: unseal(guardian?.phone ?? resident.binding?.phone ?? resident.phone),
    residentId: resident._id,
    residentName: resident.name,
    residentIdMasked: resident.idNumberMasked,
    correction: { field, value: seal(value) },
    detail: note,
  });
  return { verificationId: doc._id };
}

/** A readable copy of everything, with full numbers. The read is logged; nothing of it is kept. */
export async function exportMyData(ctx: CallContext<OwnActor>): Promise<Output<'accounts', 'exportMyData'>> {
  const { actor, reader } = ctx;
  const resident = must(await reader.get('residents', actor.residentId));
  mustBeKnown(actor, resident);
  const residentId = resident._id;
  ctx.about({ target: residentId, residentId, villageId: resident.villageId });

  const own = { residentId };
  const [applications, pairings, services, calls, verifications, audit, village] = await Promise.all([
    allOf(reader, 'applications', own),
    allOf(reader, 'pairings', own),
    allOf(reader, 'services', own),
    allOf(reader, 'emergencyCalls', own),
    allOf(reader, 'verifications', own),
    reader.find('audit', {
      where: { residentId, outcome: 'done', action: where.in(READ_ACTIONS) },
      orderBy: [['at', 'desc']],
      limit: ALL,
    }),
    villageName(reader, resident.villageId),
  ]);
  const madeAt = ctx.clock.now();
  return {
    title: `${maskName(resident.name)}的信息副本`,
    text: copyText({
      resident,
      villageName: village,
      numbers: {
        idNumber: unseal(resident.idNumber),
        certificate: unseal(resident.certificate),
        phone: unseal(resident.phone),
      },
      applications,
      pairings,
      services,
      calls,
      verifications,
      consents: ctx.user?.consents ?? [],
      audit: audit.filter(({ role }) => role !== 'resident' && role !== 'guardian'),
      madeAt,
      madeFor:
        actor.role === 'guardian' ? `${actor.guardianName}（代${resident.name}）` : `${resident.name}本人`,
    }),
    at: madeAt,
  };
}
