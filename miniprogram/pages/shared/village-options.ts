/** The villages and communities as big choices. */
import type { ChoiceOption } from '../../components/types';
import { knownVillages, villages } from '../../services/registry';

/** From the phone's memory at once where possible: villages hardly ever change. */
export async function villageOptions(): Promise<ChoiceOption[]> {
  const list = knownVillages() ?? (await villages());
  return list.map(({ villageId, name }) => ({ value: villageId, label: name }));
}
