import { command, query, type ActionTable } from '../core/actions';
import { OWN_VOLUNTEER, rules } from '../core/along';
import { nothing } from '../core/schemas';
import * as schemas from './schemas';
import { account, ledger, year } from './use-cases/account';
import { manageGoods, saveGoods } from './use-cases/goods';
import { findOrder, handOut, myOrders, orders } from './use-cases/orders';
import { ranking, showInRanking } from './use-cases/ranking';
import { cancelOrder, goods, redeem } from './use-cases/shop';

const STAFF = ['villageStaff', 'townStaff'] as const;
const KEEPERS = [...STAFF, 'admin'] as const;

/** Points and what they are exchanged for: who may do what. */
export const pointsActions: ActionTable<'points'> = {
  account: query({ may: ['volunteer'], input: nothing, handle: account }),
  ledger: query({ may: ['volunteer'], input: schemas.cursorInput, handle: ledger }),
  year: query({ may: ['volunteer'], input: schemas.yearInput, handle: year }),
  goods: query({ may: ['volunteer'], input: nothing, needsOwn: 'points', handle: goods }),
  redeem: command({
    may: ['volunteer'],
    input: schemas.redeemInput,
    brings: () => [OWN_VOLUNTEER, rules('orderKeepDays')],
    handle: redeem,
  }),
  cancelOrder: command({ may: ['volunteer'], input: schemas.orderInput, handle: cancelOrder }),
  myOrders: query({ may: ['volunteer'], input: schemas.cursorInput, handle: myOrders }),
  ranking: query({ may: ['volunteer'], input: nothing, needsOwn: 'person', handle: ranking }),
  showInRanking: command({ may: ['volunteer'], input: schemas.shownInput, handle: showInRanking }),

  findOrder: query({
    limit: { times: 60, minutes: 10 },
    may: STAFF,
    input: schemas.codeInput,
    handle: findOrder,
  }),
  handOut: command({ may: STAFF, input: schemas.orderInput, handle: handOut }),
  orders: query({ may: STAFF, input: schemas.ordersInput, handle: orders }),
  manageGoods: query({ may: KEEPERS, input: nothing, handle: manageGoods }),
  saveGoods: command({ may: KEEPERS, input: schemas.goodsInput, handle: saveGoods }),
};
