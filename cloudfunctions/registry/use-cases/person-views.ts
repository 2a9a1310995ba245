/** What staff get to see of a person of the register: fields named one by one, numbers masked. */
import type { FindingView, MergeView, ResidentDetail, ResidentRow } from '../../../typings/api/register';
import { completedYears } from '../../../miniprogram/shared/age';
import { CATEGORY_LABELS, LEVEL_LABELS } from '../../../miniprogram/shared/labels';
import { lowIncomeOn } from '../../../miniprogram/shared/low-income';
import type { ResidentDoc } from '../../core/collections';
import type { FindingDoc, MergeDoc } from '../../core/documents/register';
import { lastHelp } from '../../core/look';
import { undoUntil } from '../rules/merging';

type Villages = ReadonlyMap<string, string>;

export function rowView(doc: ResidentDoc, villages: Villages, on: string): ResidentRow {
  const age = completedYears(doc.birthDate, on);
  return {
    residentId: doc._id,
    name: doc.name,
    idNumberMasked: doc.idNumberMasked,
    age: age.ok ? age.years : 0,
    villageName: villages.get(doc.villageId) ?? '',
    categoryLabel: CATEGORY_LABELS[doc.category],
    levelLabel: LEVEL_LABELS[doc.level],
    lowIncome: lowIncomeOn(doc.lowIncome, on),
    bound: doc.binding !== null,
    paired: doc.pairings.length > 0,
    lastServiceAt: lastHelp(doc.helped),
    status: doc.status,
  };
}

export function detailView(doc: ResidentDoc, villages: Villages, on: string): ResidentDetail {
  return {
    ...rowView(doc, villages, on),
    birthDate: doc.birthDate,
    sex: doc.sex,
    certificateMasked: doc.certificateMasked,
    certificateUntil: doc.certificateUntil ?? null,
    phoneMasked: doc.phoneMasked,
    address: doc.address,
    villageId: doc.villageId,
    lowIncomePeriods: doc.lowIncome,
    category: doc.category,
    level: doc.level,
    binding: doc.binding?.state ?? 'none',
    leftOn: doc.leftOn,
    mergedInto: doc.mergedInto ?? null,
    lastChangeId: doc.lastChange?.changeId ?? null,
  };
}

export function findingView(doc: FindingDoc, villages: Villages): FindingView {
  const { settled } = doc;
  return {
    findingId: doc._id,
    kind: doc.kind,
    state: doc.state,
    villageName: villages.get(doc.villageId) ?? '',
    people: doc.people,
    words: doc.words,
    foundAt: doc.foundAt,
    settled: settled && { at: settled.at, by: settled.by, reason: settled.reason },
  };
}

export function mergeView(doc: MergeDoc): MergeView {
  return {
    mergeId: doc._id,
    keptId: doc.keptId,
    goneId: doc.goneId,
    goneName: doc.before.gone.name,
    at: doc.at,
    by: doc.by,
    reason: doc.reason,
    undoneAt: doc.undone?.at ?? null,
    undoUntil: undoUntil(doc.at),
  };
}
