/** Tables of the register. Each number is counted by the conditions of the look-up that stands behind it. */
import type { Input, Output } from '../../../typings/api';
import type { CountDimension, ResidentFilter } from '../../../typings/api/register';
import { DIMENSION_VALUES, SHOWN_STATUSES } from '../../../miniprogram/shared/register';
import type { CallContext } from '../../core/actions';
import { today } from '../../core/clock';
import { where } from '../../core/database';
import { villageScope } from '../../core/identity';
import { placeCondition, villageNames } from '../../core/villages';
import { dimensionExpression, dimensionValue, residentConditions } from '../rules/look-up';
import { toCondition } from './conditions';
import { incomeOnDay } from './residents';
import type { StaffActor } from './scope';

/** Key of the one column of a table that has rows only. */
const WHOLE = '';

/** The people of a filter by one or two dimensions, counted in one request by the database. */
export async function registerTable(
  ctx: CallContext<StaffActor>,
  { filter: asked, rows, columns }: Input<'registry', 'registerTable'>,
): Promise<Output<'registry', 'registerTable'>> {
  const on = today(ctx.clock);
  const villages = await villageNames(ctx.reader);
  const villageId = villageScope(ctx.actor, asked.villageId);
  const filter: ResidentFilter = { ...asked, ...(villageId === undefined ? {} : { villageId }) };
  const dimensions = [rows, ...(columns === null ? [] : [columns])];
  const condition = {
    ...toCondition(residentConditions(filter, { on, now: ctx.clock.now() })),
    ...(await placeCondition(ctx.reader, villageId)),
    ...incomeOnDay(filter),
    // As a dimension the status is every one that lists know; a merged record is nobody.
    ...(dimensions.includes('status') && filter.status === undefined
      ? { status: where.in(SHOWN_STATUSES) }
      : {}),
  };
  const counted = await ctx.reader.tally('residents', {
    where: condition,
    by: {
      row: dimensionExpression(rows, on),
      ...(columns === null ? {} : { column: dimensionExpression(columns, on) }),
    },
  });
  const cells = counted.map(({ values, n }) => ({
    row: dimensionValue(rows, values.row),
    column: columns === null ? WHOLE : dimensionValue(columns, values.column),
    n,
  }));
  const valuesOf = (dimension: CountDimension, used: 'row' | 'column'): string[] => {
    if (dimension !== 'village') return [...DIMENSION_VALUES[dimension]];
    const known = villageId === undefined ? [...villages.keys()] : [villageId];
    // A village that is no more but still has people is shown too: no number may be missing from the sum.
    return [...new Set([...known, ...cells.map((cell) => cell[used])])];
  };
  return {
    total: cells.reduce((sum, { n }) => sum + n, 0),
    rows: valuesOf(rows, 'row'),
    columns: columns === null ? [WHOLE] : valuesOf(columns, 'column'),
    cells,
  };
}
