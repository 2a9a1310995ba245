/** The rows of a chunk against the register: who is in it already, what would change, who may be the same person. */
import type { ResidentDoc } from '../../core/collections';
import { maskIdNumber, maskName, maskPhone } from '../../../miniprogram/shared/mask';
import { parseCertificate } from '../../../miniprogram/shared/id-number';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS } from '../../../miniprogram/shared/labels';
import { normalisePhone } from '../../../miniprogram/shared/contact';
import type { LowIncomePeriod } from '../../../typings/domain';
import type { FactChange, ImportField } from '../../../typings/api/exchange';
import type { CallContext } from '../../core/actions';
import { today } from '../../core/clock';
import { lookupKey, unseal } from '../../core/crypto';
import { where } from '../../core/database';
import type { ImportedRow } from '../../core/documents/exchange';
import { isOwnCase } from '../../core/identity';
import { checkRow, type RegisterFacts } from '../../core/register-row';
import { villageNamesNow } from '../../core/villages';
import type { OfficerActor } from '../office';
import { seen } from './seen';

/** Namesakes of fifty people that are looked at. */
const NAMESAKES = 500;

/** What the row says; its line was found right when the file was read. */
export function factsOf({ line }: ImportedRow, on: string): RegisterFacts | null {
  const checked = checkRow({ ...line, lowIncome: line.lowIncome ?? null }, on);
  return checked.ok ? checked.facts : null;
}

const certificateWords = (number: string): string => {
  const parsed = parseCertificate(number);
  if (!parsed.ok) return maskIdNumber(number);
  return `${CATEGORY_LABELS[parsed.category]}${LEVEL_LABELS[parsed.level]}${parsed.reissue ?? ''}`;
};

const incomeWords = (periods: readonly LowIncomePeriod[] | null): string => {
  if (periods === null) return LOW_INCOME_LABELS.unknown;
  if (periods.length === 0) return LOW_INCOME_LABELS.none;
  return periods
    .map(({ kind, from, to }) => `${LOW_INCOME_LABELS[kind]} ${from}起${to ? `${to}止` : ''}`)
    .join('；');
};

/** What the row would change of a person. A fact that the file does not have, or leaves empty, stays. */
function changesOf(resident: ResidentDoc, row: ImportedRow, facts: RegisterFacts): FactChange[] {
  const changes: FactChange[] = [];
  const change = (label: string, before: string, after: string): void => {
    changes.push({ label, before, after });
  };
  const certificate = unseal(resident.certificate);
  if (certificate !== facts.certificate) {
    change('残疾人证', certificateWords(certificate), certificateWords(facts.certificate));
  }
  const phone = normalisePhone(unseal(resident.phone));
  if (phone !== facts.phone) change('电话', maskPhone(phone), facts.phone);
  if (resident.address !== facts.address) change('地址', resident.address, facts.address);
  const { lowIncome } = row.line;
  const [before, after] = [incomeWords(resident.lowIncome), incomeWords(lowIncome ?? null)];
  if (lowIncome !== undefined && lowIncome !== null && before !== after) change('低保低边', before, after);
  return changes;
}

interface Known {
  /** By the key of the ID number. */
  byKey: Map<string, ResidentDoc>;
  byPerson: Map<string, ResidentDoc[]>;
  villages: Map<string, string>;
}

async function known(ctx: CallContext<OfficerActor>, people: readonly RegisterFacts[]): Promise<Known> {
  const keys = people.map(({ idNumber }) => lookupKey('idNumber', idNumber));
  const identities = await ctx.reader.find('identities', {
    where: { _id: where.in(keys) },
    limit: keys.length,
  });
  const ids = identities.map(({ residentId }) => residentId);
  const found =
    ids.length === 0
      ? []
      : await ctx.reader.find('residents', { where: { _id: where.in(ids) }, limit: ids.length });
  const byId = new Map(found.map((resident) => [resident._id, resident]));
  const namesakes = await ctx.reader.find('residents', {
    where: {
      ...(ctx.actor.role === 'villageStaff' ? { villageId: ctx.actor.villageId } : {}),
      name: where.in([...new Set(people.map(({ name }) => name))]),
    },
    limit: NAMESAKES,
  });
  const byPerson = new Map<string, ResidentDoc[]>();
  for (const resident of namesakes) {
    const person = `${resident.name}|${resident.birthDate}`;
    byPerson.set(person, [...(byPerson.get(person) ?? []), resident]);
  }
  return {
    byKey: new Map(
      identities.flatMap(({ _id, residentId }) => {
        const resident = byId.get(residentId);
        return resident ? [[_id, resident] as const] : [];
      }),
    ),
    byPerson,
    villages: await villageNamesNow(ctx.reader),
  };
}

const wrong = (row: ImportedRow, field: ImportField, message: string, right: string): ImportedRow => ({
  ...row,
  kind: 'error',
  problems: [{ field, message, right }],
});

function againstPerson(
  ctx: CallContext<OfficerActor>,
  row: ImportedRow,
  facts: RegisterFacts,
  resident: ResidentDoc,
  villages: Map<string, string>,
): ImportedRow {
  if (ctx.actor.role === 'villageStaff' && resident.villageId !== ctx.actor.villageId) {
    return wrong(row, 'idNumber', '这个身份证号已登记在别的村', '请联系镇残联');
  }
  if (resident.status !== 'active') {
    return wrong(row, 'idNumber', '这个人在名册里已迁出或注销', '先到「查残障朋友」里核对');
  }
  if (resident.villageId !== row.line.villageId) {
    const name = villages.get(resident.villageId) ?? '';
    return wrong(row, 'village', `名册里是${name}的人`, `${name}；搬家了请在「查残障朋友」里办迁移`);
  }
  if (resident.name !== facts.name) {
    return wrong(
      row,
      'name',
      `这个身份证号在名册里的姓名是${maskName(resident.name)}`,
      '核对证件；改名请在「查残障朋友」里改',
    );
  }
  if (isOwnCase(ctx.user, resident._id)) {
    return wrong(row, 'name', '不能改自己或自己代办的人', '请交给别的工作人员');
  }
  const changes = changesOf(resident, row, facts);
  return {
    ...row,
    kind: changes.length === 0 ? 'same' : 'update',
    changes,
    resident: seen(resident),
  };
}

/** Looks every right row up; three requests for all of them. */
export async function checkRows(
  ctx: CallContext<OfficerActor>,
  rows: readonly ImportedRow[],
): Promise<ImportedRow[]> {
  const on = today(ctx.clock);
  const facts = new Map(
    rows.flatMap((row) => {
      const read = row.kind === 'error' ? null : factsOf(row, on);
      return read ? [[row, read] as const] : [];
    }),
  );
  if (facts.size === 0) return [...rows];
  const { byKey, byPerson, villages } = await known(ctx, [...facts.values()]);
  return rows.map((row) => {
    const person = facts.get(row);
    if (!person) return row;
    const resident = byKey.get(lookupKey('idNumber', person.idNumber));
    if (resident) return againstPerson(ctx, row, person, resident, villages);
    const [namesake] = byPerson.get(`${person.name}|${person.birthDate}`) ?? [];
    if (!namesake) return row;
    const where_ = villages.get(namesake.villageId) ?? '';
    return {
      ...row,
      kind: 'probable',
      note: `名册里有同名同生日的人：${where_}，证件${namesake.idNumberMasked}`,
    };
  });
}
