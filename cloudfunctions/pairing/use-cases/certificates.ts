/** Certificates of service: figures frozen when issued, found again by their check code. */
import type { Input, Output } from '../../../typings/api';
import type { CertificateRow, CertificateView, RecordFigures } from '../../../typings/api/records';
import { friendlyDate } from '../../../miniprogram/shared/china-time';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { CertificateDoc } from '../../core/collections';
import { lookupKey, seal, unseal } from '../../core/crypto';
import type { Reader } from '../../core/database';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { verifiedVolunteer } from '../../core/volunteers';
import { villageName } from '../../core/villages';
import { figuresOf } from '../rules/figures';
import type { OfficerActor } from './people';
import { confirmedServices } from './confirmed';
import { countWrong, mustNotWait } from './tries';

/** More than anybody needs; the newest are shown. */
const SHOWN = 50;
/** Who stands behind a certificate. */
const ISSUER = '泗门镇残疾人联合会';

export function certificateRow(doc: CertificateDoc): CertificateRow {
  const { _id, sealed, from, to, issuedAt } = doc;
  return { certificateId: _id, code: unseal(sealed), from, to, issuedAt };
}

function certificateView(doc: CertificateDoc): CertificateView {
  const { name, villageName: village, figures, by } = doc;
  return { ...certificateRow(doc), name, villageName: village, figures, by };
}

/** The newest certificates of a volunteer. */
export function certificatesOf(reader: Reader, volunteerId: string): Promise<CertificateDoc[]> {
  return reader.find('certificates', {
    where: { volunteerId },
    orderBy: [['issuedAt', 'desc']],
    limit: SHOWN,
  });
}

/** Whether two certificates would say the same. */
function sameFigures(a: RecordFigures, b: RecordFigures): boolean {
  return a.services === b.services && a.minutes === b.minutes && a.residents === b.residents;
}

/** A certificate of the confirmed services of some days; asked for again with nothing changed, the same one. */
export async function issueCertificate(
  ctx: CommandContext<VolunteerActor>,
  { from, to }: Input<'pairing', 'issueCertificate'>,
): Promise<Output<'pairing', 'issueCertificate'>> {
  const on = today(ctx.clock);
  if (to > on) {
    throw new AppError('BAD_INPUT', {
      fields: { to: `最晚到今天（${friendlyDate(ctx.clock.now(), ctx.clock.now())}）` },
    });
  }
  const volunteer = await verifiedVolunteer(ctx);
  const figures = figuresOf(await confirmedServices(ctx.reader, volunteer._id, from, to));
  if (figures.services === 0) {
    throw new AppError('BAD_INPUT', { fields: { from: '这段时间没有已确认的服务，请换一段时间' } });
  }
  const before = (await certificatesOf(ctx.reader, volunteer._id)).find(
    (one) =>
      one.from === from && one.to === to && one.name === volunteer.name && sameFigures(one.figures, figures),
  );
  if (before) return { certificate: certificateView(before) };
  const code = ctx.ids.code();
  const doc: CertificateDoc = {
    _id: lookupKey('certificate', code),
    sealed: seal(code),
    volunteerId: volunteer._id,
    name: volunteer.name,
    villageName: await villageName(ctx.reader, volunteer.villageId),
    from,
    to,
    figures,
    by: ISSUER,
    issuedAt: ctx.clock.now(),
  };
  ctx.about({ target: doc._id });
  await ctx.tx.put('certificates', doc);
  return { certificate: certificateView(doc) };
}

/** One of the caller's own. */
export async function myCertificate(
  ctx: CallContext<VolunteerActor>,
  { certificateId }: Input<'pairing', 'myCertificate'>,
): Promise<Output<'pairing', 'myCertificate'>> {
  const doc = must(await ctx.reader.get('certificates', certificateId));
  if (doc.volunteerId !== ctx.actor.volunteerId) throw new AppError('NOT_FOUND');
  return { certificate: certificateView(doc) };
}

/** What the certificate with this code says. A code with one character changed belongs to none. */
export async function verifyCertificate(
  ctx: CallContext<OfficerActor>,
  { code }: Input<'pairing', 'verifyCertificate'>,
): Promise<Output<'pairing', 'verifyCertificate'>> {
  await mustNotWait(ctx, 'certificate', (minutes) => `核验码错了太多次，请${minutes}分钟后再试`);
  const doc = await ctx.reader.get('certificates', lookupKey('certificate', code));
  if (!doc) {
    countWrong(ctx, 'certificate');
    throw new AppError('NOT_FOUND', {
      message: '没有这张证明，请核对8位核验码；如果没有打错，这张证明不是真的',
    });
  }
  ctx.about({ target: doc._id });
  return { certificate: certificateView(doc) };
}
