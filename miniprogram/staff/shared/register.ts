/** Calls for the work with the register. They are here, not in services/, because only staff pages need them. */
import type { Input } from '../../../typings/api/index';
import type { RegisterApi } from '../../../typings/api/register';
import { call } from '../../services/call';

type In<A extends keyof RegisterApi> = RegisterApi[A]['input'];
type Out<A extends keyof RegisterApi> = RegisterApi[A]['output'];

/** Queries: asked as often as one likes. */
export const registerQuery = <A extends QueryName>(action: A, input: In<A>): Promise<Out<A>> =>
  call('registry', action, input as Input<'registry', A>) as Promise<Out<A>>;

/** Commands: with the request id of the intention. */
export const registerCommand = <A extends CommandName>(
  action: A,
  input: In<A>,
  requestId: string,
): Promise<Out<A>> =>
  call('registry', action, input as Input<'registry', A>, { requestId }) as Promise<Out<A>>;

type QueryName =
  | 'residentLinks'
  | 'reads'
  | 'changes'
  | 'revealChange'
  | 'mergePreview'
  | 'registerTable'
  | 'findings'
  | 'volunteers'
  | 'volunteer'
  | 'revealVolunteer'
  | 'views';
type CommandName =
  | 'editResident'
  | 'recordReturn'
  | 'mergeResidents'
  | 'undoMerge'
  | 'settleFinding'
  | 'reopenFinding'
  | 'endVolunteer'
  | 'saveView'
  | 'dropView';
