/** Points, the shop and donations: what was given, spent, handed out and is left. */
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { byId, grouped, sum, type Check } from './finding';

/** The balance is the sum of a ledger without gaps. */
export const ledger: Check = ({ pointAccounts, pointEntries, services, orders }, found) => {
  const entries = grouped(pointEntries, ({ volunteerId }) => volunteerId);
  const accounts = byId(pointAccounts);
  const service = byId(services);
  const order = byId(orders);
  for (const account of pointAccounts) {
    const { _id, balance, earned, spent, debt } = account;
    const own = [...(entries.get(_id) ?? [])].sort((a, b) => a.number - b.number);
    found.expect(account.entries === own.length, 'entries counted', 'pointAccounts', _id);
    found.expect(
      own.every(({ number }, i) => number === i + 1),
      'entries without gaps',
      'pointAccounts',
      _id,
    );
    let running = 0;
    for (const entry of own) {
      running += entry.points;
      found.expect(entry.balance === running, 'balance after the entry', 'pointEntries', entry._id);
    }
    found.expect(balance === running, 'balance is the sum', 'pointAccounts', _id, `${balance} ${running}`);
    found.expect(balance >= 0 && debt >= 0, 'nothing below zero', 'pointAccounts', _id);
    found.expect(balance - debt === earned - spent, 'balance and debt', 'pointAccounts', _id);
    const ofShop = own.filter(({ reason }) => reason === 'redeem' || reason === 'refund');
    const grossShop = sum(ofShop.map(({ gross }) => gross));
    found.expect(spent === -grossShop, 'spent in the shop', 'pointAccounts', _id);
    found.expect(earned === sum(own.map(({ gross }) => gross)) - grossShop, 'earned', 'pointAccounts', _id);
  }
  for (const { _id, volunteerId } of pointEntries) {
    found.expect(accounts.has(volunteerId), 'an account for the entry', 'pointEntries', _id);
    const [record = '', what = ''] = _id.split(':');
    const known = what === 'redeem' || what === 'refund' ? order.has(record) : service.has(record);
    found.expect(known, 'an entry is for something', 'pointEntries', _id);
  }
};

/** Every confirmed service has its entry, and a day's points are those of its services. */
export const awards: Check = ({ services, pointEntries, pointDays }, found) => {
  const entry = byId(pointEntries);
  const days = new Map<string, number>();
  for (const { _id, state, volunteerId, startedAt } of services) {
    const given = entry.get(`${_id}:award`);
    found.expect(state !== 'confirmed' || given !== undefined, 'confirmed: has its points', 'services', _id);
    const gross = ['award', 'reversal', 'adjust'].map((what) => entry.get(`${_id}:${what}`)?.gross ?? 0);
    if (given) {
      const day = `${volunteerId}:${chinaDate(startedAt)}`;
      days.set(day, (days.get(day) ?? 0) + sum(gross));
      found.expect(sum(gross) >= 0, 'no more taken back than given', 'services', _id);
      found.expect(state !== 'rejected' || sum(gross) === 0, 'rejected: brings nothing', 'services', _id);
    }
  }
  for (const { _id, points } of pointDays)
    found.expect(points === (days.get(_id) ?? 0), 'points of the day', 'pointDays', _id, `${points}`);
};

/** Stock, orders, their codes and what the accounts have counted as taken. */
export const shop: Check = ({ goods, orders, orderCodes, pointAccounts, pointEntries }, found) => {
  const code = byId(orderCodes);
  const entry = byId(pointEntries);
  const taken = new Map<string, Record<string, number>>();
  for (const { _id, stock } of goods)
    found.expect(
      Number.isSafeInteger(stock) && stock >= 0,
      'stock is not negative',
      'goods',
      _id,
      `${stock}`,
    );
  for (const { _id, code: own, state, points, volunteerId, goodsId, at } of orders) {
    found.expect(code.get(own.hash)?.orderId === _id, 'its code finds it', 'orders', _id);
    found.expect(entry.get(`${_id}:redeem`)?.gross === -points, 'was paid', 'orders', _id);
    const back = state === 'cancelled' || state === 'expired';
    const refund = entry.get(`${_id}:refund`)?.gross;
    found.expect(
      refund === (back ? points : undefined),
      'points given back when not had',
      'orders',
      _id,
      state,
    );
    if (back) continue;
    const had = taken.get(volunteerId) ?? {};
    const key = `${chinaDate(at).slice(0, 4)}:${goodsId}`;
    had[key] = (had[key] ?? 0) + 1;
    taken.set(volunteerId, had);
  }
  const flat = (had: Record<string, number>): string[] =>
    Object.entries(had).map(([key, n]) => `${key}=${n}`);
  for (const { _id, taken: stored } of pointAccounts)
    found.same(flat(stored), flat(taken.get(_id) ?? {}), 'goods had this year', 'pointAccounts', _id);
};

/** delivered <= allotted <= received, and each is what its parts say; needs count what is promised. */
export const donations: Check = ({ donations: all, allotments, needs }, found) => {
  const parts = grouped(allotments, ({ donationId }) => donationId);
  for (const { _id, received, allotted, delivered, quantity, state } of all) {
    const own = parts.get(_id) ?? [];
    const handed = own.filter((part) => part.state === 'delivered');
    const amount = (list: typeof own): number => sum(list.map((part) => part.quantity));
    const inOrder = 0 <= delivered && delivered <= allotted && allotted <= received;
    found.expect(
      inOrder,
      'delivered <= allotted <= received',
      'donations',
      _id,
      `${delivered} ${allotted} ${received}`,
    );
    found.expect(allotted === amount(own), 'allotted is the sum of the parts', 'donations', _id);
    found.expect(delivered === amount(handed), 'delivered is the sum of the parts', 'donations', _id);
    found.expect(quantity > 0, 'something is promised', 'donations', _id);
    found.expect(state !== 'delivered' || delivered === received, 'delivered: all of it', 'donations', _id);
  }
  const forNeed = grouped(all, ({ needId }) => needId);
  const ENDED = ['declined', 'cancelled', 'expired'];
  for (const { _id, promised } of needs) {
    const counted = sum(
      (forNeed.get(_id) ?? [])
        .filter(({ kind, state }) => kind === 'goods' && !ENDED.includes(state))
        .map(({ state, quantity, received }) =>
          state === 'promised' || state === 'accepted' ? quantity : received,
        ),
    );
    found.expect(promised === counted, 'promised for the need', 'needs', _id, `${promised} ${counted}`);
  }
};
