/** Whom to call, as the page shows it: always somebody, whatever the phone knows. */
import type { EmergencyNumbers } from '../../../typings/api/emergency';
import type { Officer } from '../../../typings/domain';
import { CONFIG } from '../../services/config';

export interface ContactView {
  key: string;
  title: string;
  /** With the place: '谢家路村 主席'. */
  duty: string;
  /** As a screen reader says it. */
  label: string;
  officer: Officer;
  town: boolean;
}

/** 急救、报警、火警: free of charge from every phone, in every place. */
export const PUBLIC_NUMBERS = [
  { phone: '120', name: '急救', icon: 'ambulance' },
  { phone: '110', name: '报警', icon: 'police' },
  { phone: '119', name: '火警', icon: 'fire' },
] as const;

function contact(officer: Officer, place: string, town: boolean): ContactView {
  const { name, duty, phone } = officer;
  return {
    key: `${place}-${phone}-${name}`,
    title: `打给${name}`,
    duty: `${place} ${duty}`,
    label: `打给${name}，${place} ${duty}，电话${phone}`,
    officer,
    town,
  };
}

/** In the order of duty: the own village, then the town. The town's number of the installation stands in for what is unknown. */
export function contacts(numbers: EmergencyNumbers | null): ContactView[] {
  const town = numbers && numbers.town.officers.length > 0 ? numbers.town : CONFIG.townOffice;
  return [
    ...(numbers?.officers ?? []).map((officer) => contact(officer, numbers?.villageName ?? '', false)),
    ...town.officers.map((officer) => contact(officer, town.name, true)),
  ];
}

/** Why there is no village among the numbers; '' when there is. */
export function hintOf(numbers: EmergencyNumbers | null): string {
  if (!numbers) return '连上网络后，这里会显示您村里的电话';
  if (numbers.villageId === null) return '绑定身份后，这里会先显示您村里的电话';
  return numbers.officers.length === 0 ? '村里还没有登记电话，请打镇残联' : '';
}
