import * as v from 'valibot';
import { command, query, type ActionTable } from '../core/actions';
import { id, nothing, words } from '../core/schemas';
import { createScreenLink, revokeScreenLink, screenLinks } from './links';

/** Links to the screen: who may do what. The screen itself comes in by HTTP access with such a link (http.ts). */
export const dashboardActions: ActionTable<'dashboard'> = {
  createScreenLink: command({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: v.strictObject({ villageId: v.nullable(id), label: words('名称', 30) }),
    handle: createScreenLink,
  }),
  screenLinks: query({ may: ['villageStaff', 'townStaff', 'admin'], input: nothing, handle: screenLinks }),
  revokeScreenLink: command({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: v.strictObject({ linkId: id }),
    handle: revokeScreenLink,
  }),
};
