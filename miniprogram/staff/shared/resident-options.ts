/** Residents as choices of a form, found by the beginning of their name. */
import type { ChoiceOption } from '../../components/types';
import { residents } from '../../services/registry';

/** Active residents; town staff say of which village, village staff get those of their own. */
export async function residentOptions(q: string, villageId: string): Promise<ChoiceOption[]> {
  const { items } = await residents({ ...(q ? { q } : {}), ...(villageId ? { villageId } : {}) });
  return items
    .filter(({ status }) => status === 'active')
    .map(({ residentId, name, age, villageName }) => ({
      value: residentId,
      label: name,
      note: `${age}岁，${villageName}`,
    }));
}
