/** The villages as big choices, communities after villages as people here name them. */
import type { ChoiceOption } from '../../components/types';
import { knownVillages, villages } from '../../services/registry';

/** From the phone's memory at once where possible: villages hardly ever change. */
export async function villageOptions(): Promise<ChoiceOption[]> {
  const list = knownVillages() ?? (await villages());
  return list.map(({ villageId, name, kind }) => ({
    value: villageId,
    label: kind === 'village' ? `${name}村` : `${name}社区`,
  }));
}
