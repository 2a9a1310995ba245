/** Rules as data: what is in force, what comes, what was; set from a day on and never changed afterwards. */
import * as v from 'valibot';
import type { Input, Output } from '../../../typings/api';
import type { ParameterRow, ParameterVersion } from '../../../typings/api/set-up';
import type { CalendarDate } from '../../../typings/domain';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ParameterDoc } from '../../core/collections';
import { where } from '../../core/database';
import { AppError, must } from '../../core/errors';
import type { AdminActor, TownStaffActor } from '../../core/identity';
import { NEWEST_FIRST, PARAMETERS, type ParameterKey } from '../../core/parameters';
import { villageNames } from '../../core/villages';
import { fieldsOf, type Keys, type SchemaShape } from '../rules/parameter-fields';
import { PARAMETER_WORDS } from '../rules/parameter-words';

type Reading = CallContext<TownStaffActor | AdminActor>;
type Writing = CommandContext<AdminActor>;

const KEYS = Object.keys(PARAMETERS) as ParameterKey[];
/** All versions of one parameter; of all of them in one request. */
const VERSIONS = 200;
const ALL_VERSIONS = 1000;
const CATALOGUE = 500;

const isKey = (key: string): key is ParameterKey => Object.hasOwn(PARAMETERS, key);

function knownKey(key: string): ParameterKey {
  if (!isKey(key)) throw new AppError('BAD_INPUT', { fields: { key: '没有这个参数' } });
  return key;
}

async function keysOf({ reader }: Reading): Promise<Keys> {
  const [villages, catalogue] = await Promise.all([
    villageNames(reader),
    reader.find('catalogue', { where: {}, orderBy: [['_id', 'asc']], limit: CATALOGUE }),
  ]);
  return {
    villages: [...villages].map(([value, label]) => ({ value, label })),
    catalogue: catalogue.map(({ _id, name }) => ({ value: _id, label: name })),
  };
}

/** Names of those who set the versions; who is no staff any more keeps theirs. */
async function settersOf({ reader }: Reading, docs: readonly ParameterDoc[]): Promise<Map<string, string>> {
  const openids = [...new Set(docs.map(({ setBy }) => setBy))];
  if (openids.length === 0) return new Map();
  const staff = await reader.find('staff', { where: { openid: where.in(openids) }, limit: 200 });
  return new Map(staff.map(({ openid, name }) => [openid ?? '', name]));
}

/** `docs` of one parameter, newest first. */
function versionsOf(
  docs: readonly ParameterDoc[],
  setters: Map<string, string>,
  on: CalendarDate,
): ParameterVersion[] {
  const inForce = docs.find(({ effectiveFrom }) => effectiveFrom <= on);
  return docs.map((doc) => ({
    parameterId: doc._id,
    version: doc.version,
    effectiveFrom: doc.effectiveFrom,
    source: doc.source,
    value: doc.value,
    by: setters.get(doc.setBy) ?? '',
    at: doc.setAt,
    state: doc === inForce ? 'inForce' : doc.effectiveFrom > on ? 'future' : 'past',
  }));
}

function rowOf(key: ParameterKey, versions: readonly ParameterVersion[], keys: Keys): ParameterRow {
  const { title, about, fields } = PARAMETER_WORDS[key];
  const coming = versions.filter(({ state }) => state === 'future');
  return {
    key,
    title,
    about,
    fields: fieldsOf(PARAMETERS[key] as unknown as SchemaShape, fields, keys),
    inForce: versions.find(({ state }) => state === 'inForce') ?? null,
    next: coming[coming.length - 1] ?? null,
  };
}

/** All parameters with what is in force and what comes next. */
export async function parameters(ctx: Reading): Promise<Output<'registry', 'parameters'>> {
  const on = today(ctx.clock);
  const [docs, keys] = await Promise.all([
    ctx.reader.find('parameters', {
      where: { key: where.in(KEYS) },
      orderBy: NEWEST_FIRST,
      limit: ALL_VERSIONS,
    }),
    keysOf(ctx),
  ]);
  const setters = await settersOf(ctx, docs);
  return {
    parameters: KEYS.map((key) => {
      const own = docs.filter((doc) => doc.key === key);
      return rowOf(key, versionsOf(own, setters, on), keys);
    }),
    today: on,
  };
}

/** One parameter with its whole history. */
export async function parameter(
  ctx: Reading,
  input: Input<'registry', 'parameter'>,
): Promise<Output<'registry', 'parameter'>> {
  const key = knownKey(input.key);
  const on = today(ctx.clock);
  const [docs, keys, head] = await Promise.all([
    ctx.reader.find('parameters', { where: { key }, orderBy: NEWEST_FIRST, limit: VERSIONS }),
    keysOf(ctx),
    ctx.reader.get('parameterHeads', key),
  ]);
  const versions = versionsOf(docs, await settersOf(ctx, docs), on);
  return { parameter: rowOf(key, versions, keys), versions, changes: head?.changes ?? 0, today: on };
}

/** Counts the change; the second of two administrators is told who was first. */
async function nextChange(ctx: Writing, key: ParameterKey, seen: number): Promise<{ first: boolean }> {
  const head = await ctx.tx.get('parameterHeads', key);
  const changes = head?.changes ?? 0;
  if (changes !== seen) {
    throw new AppError('STATE_CHANGED', {
      message: `${head?.by ?? '别人'}刚刚改过「${PARAMETER_WORDS[key].title}」，请看最新的内容再改`,
    });
  }
  await ctx.tx.put('parameterHeads', {
    _id: key,
    changes: changes + 1,
    by: `${ctx.actor.orgName} ${ctx.actor.name}`,
    at: ctx.clock.now(),
  });
  return { first: head === null };
}

/**
 * Sets a parameter from a day on. A version is written once and never begins in the past: what was decided by a rule stays as
 * it was decided. Only the very first version may begin earlier: nothing was decided before it.
 */
export async function setParameter(
  ctx: Writing,
  { key: asked, version, effectiveFrom, source, value, changes = 0 }: Input<'registry', 'setParameter'>,
): Promise<Output<'registry', 'setParameter'>> {
  const key = knownKey(asked);
  const parsed = v.safeParse(PARAMETERS[key], value);
  if (!parsed.success) throw new AppError('BAD_INPUT', { fields: { value: '参数的内容不对，请检查' } });
  const _id = `${key}@${version}`;
  ctx.about({ target: _id });
  if (await ctx.tx.get('parameters', _id)) {
    throw new AppError('BAD_INPUT', { fields: { version: '这个版本号已经用过，请用新的版本号' } });
  }
  const { first } = await nextChange(ctx, key, changes);
  if (!first && effectiveFrom < today(ctx.clock)) {
    throw new AppError('BAD_INPUT', { fields: { effectiveFrom: '不能从过去的日子开始，请选今天或以后' } });
  }
  await ctx.tx.put('parameters', {
    _id,
    key,
    version,
    effectiveFrom,
    source,
    value: parsed.output,
    setBy: ctx.actor.openid,
    setAt: ctx.clock.now(),
  });
  return { parameterId: _id };
}

/** Takes back a version before its first day. What has been in force stays. */
export async function removeParameter(
  ctx: Writing,
  { parameterId, changes }: Input<'registry', 'removeParameter'>,
): Promise<Output<'registry', 'removeParameter'>> {
  const doc = must(await ctx.tx.get('parameters', parameterId));
  ctx.about({ target: parameterId });
  await nextChange(ctx, knownKey(doc.key), changes);
  if (doc.effectiveFrom <= today(ctx.clock)) {
    throw new AppError('STEP_NOT_ALLOWED', { message: '这条规则已经生效，不能取消；可以再定一条新的' });
  }
  await ctx.tx.remove('parameters', parameterId);
  return { removed: true };
}
