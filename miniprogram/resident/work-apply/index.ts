/** Finding work: what one can do, how long, how far; for one job, or for whatever fits. */
import { applyEmployment } from '../../services/applications';
import { notice } from '../../services/notices';
import { ABILITY_LABELS, abilityPicture, WORK_DISTANCE_LABELS, WORK_HOURS_LABELS } from '../../shared/work';
import type { Ability, WorkDistance, WorkHours } from '../../../typings/domain';
import { defineRequestForm, listOf } from '../shared/request-form';

const options = (labels: Record<string, string>): { value: string; label: string }[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

defineRequestForm({
  kind: 'employment',
  consent: 'employment',
  fields: { abilities: '', hours: '', distance: '' },
  data: {
    abilityOptions: options(ABILITY_LABELS).map((option) => ({
      ...option,
      image: abilityPicture(option.value as Ability),
    })),
    hourOptions: options(WORK_HOURS_LABELS),
    distanceOptions: options(WORK_DISTANCE_LABELS),
    offer: '',
  },
  async onFacts(_facts, { noticeId }) {
    if (!noticeId) return {};
    return { offer: (await notice(noticeId)).title };
  },
  problems: (values) => ({
    abilities: values.abilities === '' ? '请至少选一样' : '',
    hours: values.hours === '' ? '请选一个' : '',
    distance: values.distance === '' ? '请选一个' : '',
  }),
  confirmText: () => '村残协会打电话和您聊一聊，再帮您找合适的岗位。',
  send: (values, { reason, photoIds: _none, ...common }, { noticeId }, requestId) =>
    applyEmployment(
      {
        ...common,
        abilities: listOf(values.abilities) as Ability[],
        hours: values.hours as WorkHours,
        distance: values.distance as WorkDistance,
        wishes: reason,
        ...(noticeId ? { noticeId } : {}),
      },
      requestId,
    ),
});
