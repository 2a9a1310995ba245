/** Time that passes for applications, their timers, and an officer's view of a case. */
import { tidied } from '../../../cloudfunctions/core/counters';
import type { DueMove } from '../../../cloudfunctions/core/pure/due-days';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { CaseDesk } from '../../../typings/api/applications';
import { viewOf } from './case';
import { DAY, putDoc } from './pairs';
import type { TestServer } from './server';

/** Fires a timer of the function. */
export async function fireCases(
  { client }: TestServer,
  trigger: 'escalate' | 'tell' | 'remind',
): Promise<void> {
  const response = await fetch(`${client.url}/timers/applications/${trigger}`, { method: 'POST' });
  if (!response.ok) throw new Error(`timer ${trigger}: ${response.status}`);
}

/** The promise of a case runs out `days` days earlier, in the record and in the figures of its village. */
export async function dueEarlier(server: TestServer, applicationId: string, days: number): Promise<void> {
  const doc = await server.client.one('applications', applicationId);
  const counters = await server.client.one('counters', doc.villageId);
  const earlier = (at: number | null | undefined): number | null =>
    typeof at === 'number' ? at - days * DAY : null;
  const next = { ...doc, dueAt: earlier(doc.dueAt), nudgeAt: earlier(doc.nudgeAt), undo: null };
  await putDoc(server, 'applications', next);
  // As after a night and one more command: what was promised stands in the text, what moves now beside it.
  const { due } = tidied(counters);
  const moves: DueMove[] = [`-${chinaDate(doc.dueAt ?? 0)}`, `+${chinaDate(next.dueAt ?? 0)}`];
  await putDoc(server, 'counters', {
    ...counters,
    due,
    dueMoves: { [doc.kind]: { [doc.tab]: moves } },
    version: counters.version + 1,
  });
}

/** The officers' side of the case as this officer sees it. */
export async function deskOf(server: TestServer, openid: string, applicationId: string): Promise<CaseDesk> {
  const { staff } = await viewOf(server, openid, applicationId);
  if (!staff) throw new Error('no officer');
  return staff.desk;
}

/** What WeChat told this user: title of each message, oldest first. */
export async function titlesTold({ client }: TestServer, openid: string): Promise<string[]> {
  return (await client.outbox(openid))
    .filter(({ api }) => api === 'subscribeMessage.send')
    .map(({ request }) => (request as { data: { thing1: { value: string } } }).data.thing1.value);
}
