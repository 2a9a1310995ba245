import type { ScreenData } from '../../../typings/api/dashboard';
import type { DeviceState } from '../../../typings/domain';
import { formatCount } from '../format/numbers';
import { byId, element, fill, setText } from './dom';

type DeviceCell = ScreenData['devices'][number];

/** Stands where there is nothing else to say. */
const PROMISE = '每一步都看得见';

const WAY: readonly DeviceState[] = ['submitted', 'checked', 'approved', 'delivered', 'received', 'closed'];

function stepElement(): Element {
  const step = element('li', 'step');
  step.append(element('span', 'step-count'), element('span', 'step-label'));
  return step;
}

/** Devices on their way from application to home, and beside it those that left the way. */
export function createRoad(): (data: ScreenData) => void {
  const steps = byId('road-steps');
  const note = byId('road-note');

  return ({ devices }) => {
    const byState = new Map(devices.map((cell): [DeviceState, DeviceCell] => [cell.state, cell]));
    const onWay = WAY.flatMap((state) => byState.get(state) ?? []);
    const beside = devices.filter(({ state, count }) => !WAY.includes(state) && count > 0);

    fill(steps, onWay, stepElement, (step, { state, label, count }) => {
      const [countBox, labelBox] = step.children;
      const text = formatCount(count);
      if (countBox) {
        setText(countBox, text);
        countBox.classList.toggle('is-long', text.length > 4);
      }
      if (labelBox) setText(labelBox, label);
      step.classList.toggle('is-zero', count === 0);
      step.classList.toggle('is-home', state === 'closed');
    });
    const notes = beside.map(({ label, count }) => `${label} ${formatCount(count)}`);
    fill(note, notes.length > 0 ? notes : [PROMISE], () => element('span'), setText);
  };
}
