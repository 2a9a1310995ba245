/** Facts of the register changed by staff: before and after are kept, numbers sealed; older numbers are shown for a reason only. */
import type { Input, Output } from '../../../typings/api';
import type { ChangeView, EditableField, ResidentEdit } from '../../../typings/api/register';
import { parseCertificate, parseIdNumber } from '../../../miniprogram/shared/id-number';
import { CATEGORY_LABELS, LEVEL_LABELS } from '../../../miniprogram/shared/labels';
import { maskIdNumber, maskPhone } from '../../../miniprogram/shared/mask';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { seal, unseal } from '../../core/crypto';
import type { KeptValue, ResidentChangeDoc } from '../../core/documents/register';
import { AppError, must } from '../../core/errors';
import { identityOf, numbersOf } from '../../core/merged';
import { signature } from '../../core/identity';
import { countResident } from '../../core/register';
import { recheck } from './recheck';
import { renameEverywhere } from './rename';
import { changeable, inScope, type OfficerActor, type StaffActor } from './scope';

type Ctx = CommandContext<OfficerActor>;
type Change = ResidentChangeDoc['changes'][number];

interface Edited {
  doc: ResidentDoc;
  changes: Change[];
}

const plain = (shown: string): KeptValue => ({ shown, sealed: null });
const number = (sealed: string, shown: string): KeptValue => ({ shown, sealed });

/** One field after the other: what the record becomes, and what is remembered of it. Nothing where the value stays. */
type Editor = (
  doc: ResidentDoc,
  edit: ResidentEdit,
) => { change: Partial<ResidentDoc>; kept: Change[] } | null;

function wordEditor<F extends 'name' | 'address'>(field: F): Editor {
  return (doc, edit) => {
    const value = edit[field];
    if (value === undefined || value === doc[field]) return null;
    return { change: { [field]: value }, kept: [{ field, before: plain(doc[field]), after: plain(value) }] };
  };
}

const editIdNumber: Editor = (doc, { idNumber }) => {
  if (idNumber === undefined || idNumber === unseal(doc.idNumber)) return null;
  const parsed = parseIdNumber(idNumber);
  if (!parsed.ok) throw new AppError('BAD_INPUT', { fields: { idNumber: '身份证号不对，请核对' } });
  const sealed = seal(idNumber);
  const masked = maskIdNumber(idNumber);
  return {
    change: {
      idNumber: sealed,
      idNumberMasked: masked,
      birthDate: parsed.birthDate,
      sex: parsed.sex,
    },
    kept: [
      {
        field: 'idNumber',
        before: number(doc.idNumber, doc.idNumberMasked),
        after: number(sealed, masked),
      },
    ],
  };
};

const kindChanges = (
  doc: ResidentDoc,
  category: ResidentDoc['category'],
  level: ResidentDoc['level'],
): Change[] => [
  ...(category === doc.category
    ? []
    : [
        {
          field: 'category' as const,
          before: plain(CATEGORY_LABELS[doc.category]),
          after: plain(CATEGORY_LABELS[category]),
        },
      ]),
  ...(level === doc.level
    ? []
    : [
        {
          field: 'level' as const,
          before: plain(LEVEL_LABELS[doc.level]),
          after: plain(LEVEL_LABELS[level]),
        },
      ]),
];

/** Category and level stand in the number. */
const editCertificate: Editor = (doc, { certificateNumber }) => {
  if (certificateNumber === undefined) return null;
  const parsed = parseCertificate(certificateNumber);
  if (!parsed.ok)
    throw new AppError('BAD_INPUT', { fields: { certificateNumber: '残疾人证号不对，请核对' } });
  const text = parsed.base + (parsed.reissue ?? '');
  if (text === unseal(doc.certificate)) return null;
  const sealed = seal(text);
  const masked = maskIdNumber(text);
  const { category, level } = parsed;
  return {
    change: { certificate: sealed, certificateMasked: masked, category, level },
    kept: [
      {
        field: 'certificate',
        before: number(doc.certificate, doc.certificateMasked),
        after: number(sealed, masked),
      },
      ...kindChanges(doc, category, level),
    ],
  };
};

const editKind: Editor = (doc, edit) => {
  const category = edit.category ?? doc.category;
  const level = edit.level ?? doc.level;
  const kept = kindChanges(doc, category, level);
  return kept.length === 0 ? null : { change: { category, level }, kept };
};

const editUntil: Editor = (doc, { certificateUntil: value }) => {
  const known = doc.certificateUntil ?? null;
  if (value === undefined || value === known) return null;
  const shown = (day: string | null): KeptValue => plain(day ?? '没有登记');
  return {
    change: { certificateUntil: value },
    kept: [{ field: 'certificateUntil', before: shown(known), after: shown(value) }],
  };
};

const editPhone: Editor = (doc, { phone }) => {
  if (phone === undefined || phone === unseal(doc.phone)) return null;
  const sealed = seal(phone);
  const masked = maskPhone(phone);
  return {
    change: { phone: sealed, phoneMasked: masked },
    kept: [{ field: 'phone', before: number(doc.phone, doc.phoneMasked), after: number(sealed, masked) }],
  };
};

const editGuardianPhone: Editor = (doc, { guardianPhone }) => {
  if (guardianPhone === undefined) return null;
  const guardian = must(doc.guardians.find(({ guardianId }) => guardianId === guardianPhone.guardianId));
  if (guardianPhone.phone === unseal(guardian.phone)) return null;
  const sealed = seal(guardianPhone.phone);
  const masked = maskPhone(guardianPhone.phone);
  const named = (mask: string): string => `${guardian.name} ${mask}`;
  return {
    change: {
      guardians: doc.guardians.map((one) =>
        one === guardian ? { ...one, phone: sealed, phoneMasked: masked } : one,
      ),
    },
    kept: [
      {
        field: 'guardianPhone',
        before: number(guardian.phone, named(guardian.phoneMasked)),
        after: number(sealed, named(masked)),
      },
    ],
  };
};

/** In this order: what is said of category and level by hand comes after what the number says. */
const EDITORS: readonly Editor[] = [
  wordEditor('name'),
  editIdNumber,
  editCertificate,
  editKind,
  editUntil,
  editPhone,
  wordEditor('address'),
  editGuardianPhone,
];

function edited(before: ResidentDoc, edit: ResidentEdit): Edited {
  return EDITORS.reduce<Edited>(
    ({ doc, changes }, editor) => {
      const result = editor(doc, edit);
      return result
        ? { doc: { ...doc, ...result.change }, changes: [...changes, ...result.kept] }
        : { doc, changes };
    },
    { doc: before, changes: [] },
  );
}

/** One ID number is one person, before and after. */
async function moveIdentity(ctx: Ctx, before: ResidentDoc, after: ResidentDoc): Promise<void> {
  const [from, to] = [identityOf(before), identityOf(after)];
  if (from === to) return;
  const there = await ctx.tx.get('identities', to);
  // The number of a record that became part of this one is this person's: of two records one often has a typing error.
  if (there && there.residentId !== after._id) {
    const words = '这个身份证号已在名册中，可能登记了两次，请到「信息核对」里看重复登记';
    throw new AppError('BAD_INPUT', { fields: { idNumber: words } });
  }
  if (!(await numbersOf(ctx, after)).includes(from)) await ctx.tx.remove('identities', from);
  await ctx.tx.put('identities', { _id: to, residentId: after._id });
}

/** Writes one entry of the history; gives what the record keeps of it. */
export async function remember(
  ctx: Ctx,
  doc: Pick<ResidentDoc, '_id' | 'villageId'>,
  why: string,
  changes: Change[],
): Promise<{ changeId: string; by: string }> {
  const at = ctx.clock.now();
  const changeId = ctx.ids.record(at);
  const by = signature(ctx.actor);
  await ctx.tx.put('residentChanges', {
    _id: changeId,
    residentId: doc._id,
    villageId: doc.villageId,
    at,
    openid: ctx.actor.openid,
    by,
    why,
    changes,
  });
  return { changeId, by };
}

/** Changes facts of the register. Who edits what somebody else has just edited is told so, and nothing is overwritten. */
export async function editResident(
  ctx: Ctx,
  { residentId, lastChangeId, edit, why }: Input<'registry', 'editResident'>,
): Promise<Output<'registry', 'editResident'>> {
  const before = await changeable(ctx, residentId, why);
  if (before.status !== 'active') throw new AppError('NOT_ACTIVE');
  if ((before.lastChange?.changeId ?? null) !== lastChangeId) {
    const who = before.lastChange?.by ?? '别人';
    throw new AppError('STATE_CHANGED', { message: `资料刚由${who}改过，请看清楚新的内容再改` });
  }
  const { doc, changes } = edited(before, edit);
  if (changes.length === 0) throw new AppError('BAD_INPUT', { message: '没有改动，不用保存' });

  const now = ctx.clock.now();
  await moveIdentity(ctx, before, doc);
  const lastChange = await remember(ctx, doc, why, changes);
  const after = { ...doc, lastChange, version: before.version + 1, updatedAt: now };
  const renamed = before.name === after.name ? after : await renameEverywhere(ctx, after, now);
  await ctx.tx.put('residents', await recheck(ctx, renamed));
  const moves = (['category', 'level', 'birthDate'] as const).some((field) => before[field] !== after[field]);
  if (moves) {
    const on = today(ctx.clock);
    await count(ctx.tx, before.villageId, now, (counters) => {
      countResident(counters, before, on, -1);
      countResident(counters, after, on, 1);
    });
  }
  return { changeId: lastChange.changeId };
}

function changeView({ _id, at, by, why, changes }: ResidentChangeDoc): ChangeView {
  return {
    changeId: _id,
    at,
    by,
    why,
    changes: changes.map(({ field, before, after }) => ({
      field,
      before: before.shown,
      after: after.shown,
      sealed: before.sealed !== null,
    })),
  };
}

/** Edits that one look at the history shows: more than anybody's record has. */
const SHOWN = 100;

/** Who changed what when and why, newest first. */
export async function changes(
  ctx: CallContext<StaffActor>,
  { residentId }: Input<'registry', 'changes'>,
): Promise<Output<'registry', 'changes'>> {
  const doc = await inScope(ctx.reader, ctx.actor, residentId);
  ctx.about({ target: 'history', residentId, villageId: doc.villageId });
  const docs = await ctx.reader.find('residentChanges', {
    where: { residentId },
    orderBy: [['_id', 'desc']],
    limit: SHOWN,
  });
  return { changes: docs.map(changeView) };
}

/** The numbers of one edit in full. */
export async function revealChange(
  ctx: CallContext<StaffActor>,
  { residentId, changeId, field, reason }: Input<'registry', 'revealChange'>,
): Promise<Output<'registry', 'revealChange'>> {
  const doc = await inScope(ctx.reader, ctx.actor, residentId);
  const entry = must(await ctx.reader.get('residentChanges', changeId));
  if (entry.residentId !== residentId) throw new AppError('NOT_FOUND');
  const { before, after } = must(entry.changes.find((change) => change.field === field));
  ctx.about({ target: field satisfies EditableField, residentId, villageId: doc.villageId, reason });
  const open = ({ shown, sealed }: KeptValue): string => (sealed === null ? shown : unseal(sealed));
  return { before: open(before), after: open(after) };
}
