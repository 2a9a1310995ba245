/** Which role the phone acts in, also when one of these pages is the first to open. */
import type { Role } from '../../../typings/domain';
import { home } from '../../services/accounts';
import { activeRole } from '../../services/session';

/** The role acted in; asks when the phone does not know it yet. */
export async function roleNow(): Promise<Role | null> {
  return (activeRole() ?? (await home()).active)?.role ?? null;
}
