/** Points of volunteers, the shop and its orders. */
import type { PointsApi } from '../../typings/api/points';
import { call } from './call';

type In<A extends keyof PointsApi> = PointsApi[A]['input'];
type Out<A extends keyof PointsApi> = PointsApi[A]['output'];

/** The volunteer's balance and what today has brought. */
export const account = (): Promise<Out<'account'>> => call('points', 'account', {});

/** What came and went, the newest first. */
export const ledger = (input: In<'ledger'> = {}): Promise<Out<'ledger'>> => call('points', 'ledger', input);

/** The statement of a year. */
export const yearStatement = (year: number): Promise<Out<'year'>> => call('points', 'year', { year });

/** What can be had for points. */
export const goods = (): Promise<Out<'goods'>> => call('points', 'goods', {});

/** One of these goods for the price that is on the page. */
export const redeem = (input: In<'redeem'>, requestId: string): Promise<Out<'redeem'>> =>
  call('points', 'redeem', input, { requestId });

/** Gives an order back. */
export const cancelOrder = (orderId: string, requestId: string): Promise<Out<'cancelOrder'>> =>
  call('points', 'cancelOrder', { orderId }, { requestId });

/** The volunteer's own orders, newest first. */
export const myOrders = (input: In<'myOrders'> = {}): Promise<Out<'myOrders'>> =>
  call('points', 'myOrders', input);

/** The ranking of the volunteer's village. */
export const ranking = (): Promise<Out<'ranking'>> => call('points', 'ranking', {});

/** Agrees to be in the ranking, or does not any more. */
export const showInRanking = (shown: boolean, requestId: string): Promise<Out<'showInRanking'>> =>
  call('points', 'showInRanking', { shown }, { requestId });

/** Staff: whose order a scanned or typed code is. */
export const findOrder = async (code: string): Promise<Out<'findOrder'>['order']> =>
  (await call('points', 'findOrder', { code })).order;

/** Staff: the order was handed over. */
export const handOut = (orderId: string, requestId: string): Promise<Out<'handOut'>> =>
  call('points', 'handOut', { orderId }, { requestId });

/** Staff: orders of the village or the town. */
export const orders = (input: In<'orders'>): Promise<Out<'orders'>> => call('points', 'orders', input);

/** Staff: goods that they keep. */
export const manageGoods = async (): Promise<Out<'manageGoods'>['goods']> =>
  (await call('points', 'manageGoods', {})).goods;

/** Staff: new goods, or a change. */
export const saveGoods = (input: In<'saveGoods'>, requestId: string): Promise<Out<'saveGoods'>> =>
  call('points', 'saveGoods', input, { requestId });
