/** What a visited page is, and how the records that it opens with are found in the demo village. */
import type { ActionName, FunctionName, Input, Output } from '../../../typings/api';

/** Functions of the running product, and files sent to them, as somebody of the demo village. */
export interface Ask {
  <F extends FunctionName, A extends ActionName<F>>(
    openid: string,
    fn: F,
    action: A,
    input: Input<F, A>,
  ): Promise<Output<F, A>>;
  /** Sends a file as the phone does; gives its file id. */
  upload(openid: string, name: string, content: Buffer): Promise<string>;
}

export type Query = Record<string, string>;

export interface Place {
  /** As in app.json. */
  route: string;
  openid: string;
  /** Said in the report when a page is visited more than once. */
  note?: string;
  query?: (ask: Ask) => Promise<Query> | Query;
  /** Instead of `openid` and `query`, when who has such a record must be looked for. */
  chooses?: (ask: Ask) => Promise<{ openid: string; query: Query }>;
}

export const STRANGER = 'demo-stranger';
export const RESIDENT = 'demo-resident-01';
export const GUARDIAN = 'demo-guardian-1';
export const VOLUNTEER = 'demo-volunteer-01';
export const VILLAGE = 'demo-officer-xiejialu';
export const TOWN = 'demo-town-1';
export const ADMIN = 'demo-admin';

/** The first of a list; an empty one means that the demo village lacks something to be seen. */
export function firstOf<T>(items: readonly T[], what: string): T {
  const [first] = items;
  if (first === undefined) throw new Error(`the demo village has no ${what}`);
  return first;
}

/** The same person opens all of these. */
export const at = (openid: string, ...routes: string[]): Place[] =>
  routes.map((route) => ({ route, openid }));

/** The same person opens all of these with the same query. */
export const withQuery = (openid: string, query: Place['query'], ...routes: string[]): Place[] =>
  routes.map((route) => ({ route, openid, ...(query && { query }) }));

/** The first case of a kind in one of the queues of the village. */
export const caseIn =
  (kind: Input<'applications', 'queue'>['kind'], ...tabs: Input<'applications', 'queue'>['tab'][]) =>
  async (ask: Ask): Promise<Query> => {
    for (const tab of tabs) {
      const answer = await ask(VILLAGE, 'applications', 'queue', { kind, tab });
      if (!answer.unchanged && answer.items[0]) return { applicationId: answer.items[0].applicationId };
    }
    throw new Error(`the demo village has no ${kind} in ${tabs.join(', ')}`);
  };

/** A page of a record that only some people of the demo have: the first of them opens it. */
export function byFirst(
  who: 'resident' | 'volunteer',
  route: string,
  find: (ask: Ask, openid: string) => Promise<Query | undefined>,
): Place {
  return {
    route,
    openid: who === 'resident' ? RESIDENT : VOLUNTEER,
    chooses: async (ask) => {
      for (let n = 1; n <= 30; n += 1) {
        const openid = `demo-${who}-${String(n).padStart(2, '0')}`;
        const query = await find(ask, openid).catch(() => undefined);
        if (query) return { openid, query };
      }
      throw new Error(`no ${who} of the demo village can open ${route}`);
    },
  };
}
