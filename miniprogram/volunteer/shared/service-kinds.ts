/** Kinds of service as big choices. */
import type { ServiceKind } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { SERVICE_KIND_LABELS, SERVICE_KINDS } from '../../shared/service-words';

const SERVICE_KIND_ICONS: Record<ServiceKind, string> = {
  visit: 'home',
  housework: 'broom',
  shopping: 'bag',
  escort: 'wheelchair',
  haircut: 'scissors',
  repair: 'tool',
  study: 'book',
  errand: 'send',
  other: 'hand-heart',
};

export const SERVICE_KIND_OPTIONS: ChoiceOption[] = SERVICE_KINDS.map((value) => ({
  value,
  label: SERVICE_KIND_LABELS[value],
  icon: SERVICE_KIND_ICONS[value],
}));
