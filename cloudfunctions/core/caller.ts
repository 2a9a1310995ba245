/**
 * Who calls, read in one request with the document that the pages of the role asked for always need: a resident's or a volunteer's
 * own, or the figures of an officer's office. Without it every such page would wait for one request more.
 */
import type { ActingAs, CaseKind, CaseTab } from '../../typings/domain';
import type { CallContext } from './actions';
import type { CounterDoc, UserDoc } from './collections';
import type { Along, AlongDocs, Store } from './database';
import { activeActor } from './identity';

/** Figures of a place without what only the village screen shows, its feed and its months. */
export type Figures = Omit<CounterDoc, 'feed' | 'months'>;

/** One of them, or the part of one that is of a kind, or of a queue. */
export type FigurePath = keyof Figures | `cases.${CaseKind}` | `${'due' | 'dueMoves'}.${CaseKind}.${CaseTab}`;

export interface Caller {
  user: UserDoc | null;
  /** Figures of the village, of every place for the town; null when no officer's role was asked for. */
  office: Figures[] | null;
}

const OF_SCREEN = ['feed', 'months'] as const;

/** What an action needs of its caller. `points`: a volunteer's account too; `person`: of people only, no figures of an office. */
export type NeedsOwn = boolean | 'points' | 'person';

export interface Needs {
  needsOwn: NeedsOwn;
  /** Of all villages' figures only these; null: all. */
  only: readonly FigurePath[] | null;
  /** What else the use case will ask for. */
  brings: readonly Along[];
}

/** What comes along for a role. What is no longer the caller's own is not found by these paths. */
function alongOf(as: ActingAs | undefined, { needsOwn, only }: Needs): AlongDocs[] {
  if (needsOwn === false) return [];
  switch (as?.role) {
    case 'resident':
      return [{ collection: 'residents', by: 'resident.residentId' }];
    case 'guardian':
      return [{ collection: 'residents', by: 'guardianOf.residentId' }];
    case 'volunteer': {
      const by = 'volunteer.volunteerId';
      const points: AlongDocs[] = needsOwn === 'points' ? [{ collection: 'pointAccounts', by }] : [];
      return [{ collection: 'volunteers', by }, ...points];
    }
    case 'villageStaff':
      return needsOwn === 'person'
        ? []
        : [{ collection: 'counters', by: 'staff.villageId', without: OF_SCREEN }];
    case 'townStaff':
    case 'admin':
      return needsOwn === 'person'
        ? []
        : [{ collection: 'counters', by: null, ...(only ? { only } : { without: OF_SCREEN }) }];
    default:
      return [];
  }
}

/** The caller with what comes along. What is not the caller's figures is given by the store's next `get` or `find` without another request. */
export async function readCaller(
  store: Store,
  openid: string,
  as: ActingAs | undefined,
  needs: Needs,
): Promise<Caller> {
  const own = alongOf(as, needs);
  const alongs = [...own, ...needs.brings];
  if (alongs.length === 0) return { user: await store.get('users', openid), office: null };
  const { doc, docs } = await store.findWith('users', { _id: openid }, ...alongs);
  return { user: doc, office: own[0]?.collection === 'counters' ? (docs[0] as Figures[]) : null };
}

/** Where somebody lives or works in the role that their phone acts in; null: nothing tells it. For actions open to any user. */
export async function villageOfCaller({
  actor: { openid },
  user,
  as,
  reader,
}: Pick<CallContext, 'actor' | 'user' | 'as' | 'reader'>): Promise<string | null> {
  const active = activeActor(openid, user, as);
  switch (active?.role) {
    case 'resident':
    case 'guardian':
      return (await reader.get('residents', active.residentId))?.villageId ?? null;
    case 'volunteer':
      return (await reader.get('volunteers', active.volunteerId))?.villageId ?? null;
    case 'villageStaff':
      return active.villageId;
    default:
      return null;
  }
}
