import type { ScreenData } from '../../../typings/api/dashboard';
import type { CaseState } from '../../../typings/domain';
import { formatShort } from '../format/numbers';
import { byId, element, fill, setText } from './dom';
import { DONE_WORD } from './words';

interface Station {
  label: string;
  count: number;
}

/** Stands where there is nothing else to say. */
const PROMISE = '每一步都看得见';

const ON_THE_WAY: readonly CaseState[] = ['submitted', 'checked', 'approved', 'delivered'];
/** At home: one station, so that it says the same number as the table of needs. */
const AT_HOME: readonly CaseState[] = ['received', 'closed'];

function stepElement(): Element {
  const step = element('li', 'step');
  step.append(element('span', 'step-count'), element('span', 'step-label'));
  return step;
}

/** Devices on their way from application to home, and beside it those that left the way. Together they are all applications. */
export function createRoad(): (data: ScreenData) => void {
  const steps = byId('road-steps');
  const note = byId('road-note');

  return ({ devices }) => {
    const on = (states: readonly CaseState[]): Station[] =>
      devices.filter(({ state }) => states.includes(state));
    const home = { label: DONE_WORD, count: on(AT_HOME).reduce((sum, { count }) => sum + count, 0) };
    const beside = devices.filter(
      ({ state, count }) => count > 0 && !ON_THE_WAY.includes(state) && !AT_HOME.includes(state),
    );

    fill(steps, [...on(ON_THE_WAY), home], stepElement, (step, station) => {
      const [countBox, labelBox] = step.children;
      const text = formatShort(station.count);
      if (countBox) {
        setText(countBox, text);
        countBox.classList.toggle('is-long', text.length > 3);
      }
      if (labelBox) setText(labelBox, station.label);
      step.classList.toggle('is-zero', station.count === 0);
      step.classList.toggle('is-home', station === home);
    });
    const notes = beside.map(({ label, count }) => `${label} ${formatShort(count)}`);
    fill(note, notes.length > 0 ? notes : [PROMISE], () => element('span'), setText);
  };
}
