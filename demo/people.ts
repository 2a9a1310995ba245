/** People who do not exist: made-up names, ID region 999999 (no such region), phones from a range kept for demos. */
import type { RegisterRow } from '../typings/api/registry';
import type { LowIncomePeriod } from '../typings/domain';
import { idCheckCharacter } from '../miniprogram/shared/id-number';
import type { Random } from './random';

const SURNAMES = Array.from('谢周陈张王李徐吴杨黄郑胡朱沈戚罗韩阮鲁严金魏蒋俞孙叶何马宋史毛龚邵施董');
const FEMALE = Array.from('桂秀玉彩凤梅珍兰菊英莲芬娟仙翠琴月香云雅琳佳怡敏霞萍');
const MALE = Array.from('国建志荣根水炳阿泉林祥福海康永明伟强军峰浩杰宇鑫勇平');
const SECOND = Array.from('花英芳华珍娣娥琴仙囡林根法生良昌兴木祥土泉强军辉斌杰超涛宁波');

export interface Person {
  name: string;
  sex: 'female' | 'male';
  birthDate: string;
  idNumber: string;
  phone: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** A maker of people; names and ID numbers do not repeat. */
export function peopleMaker(random: Random): (age: { from: number; to: number }, year: number) => Person {
  const names = new Set<string>();
  let sequence = 0;
  return (age, year) => {
    const sex = random.next() < 0.5 ? 'female' : 'male';
    let name: string;
    do {
      const given =
        random.pick(sex === 'female' ? FEMALE : MALE) + (random.next() < 0.85 ? random.pick(SECOND) : '');
      name = random.pick(SURNAMES) + given;
    } while (names.has(name));
    names.add(name);
    const birthYear = year - random.int(age.from, age.to);
    const birthDate = `${birthYear}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
    sequence += 1;
    // The 17th digit is odd for men, even for women; the two before it and it count people born on a day.
    const order = String(sequence * 2 + (sex === 'male' ? 1 : 0))
      .padStart(3, '0')
      .slice(-3);
    const first17 = `999999${birthDate.replace(/-/g, '')}${order}`;
    return {
      name,
      sex,
      birthDate,
      idNumber: first17 + idCheckCharacter(first17),
      phone: `1990000${String(sequence).padStart(4, '0')}`,
    };
  };
}

/** Shares as a Zhejiang village has them: many with limbs and hearing, half of them over 60. */
const AGE_BANDS = [
  { weight: 3, from: 6, to: 17 },
  { weight: 14, from: 18, to: 44 },
  { weight: 26, from: 45, to: 59 },
  { weight: 24, from: 60, to: 69 },
  { weight: 20, from: 70, to: 79 },
  { weight: 13, from: 80, to: 93 },
] as const;
const CATEGORY_WEIGHTS = [12, 16, 4, 46, 9, 10, 3];
const LEVEL_WEIGHTS = [14, 25, 28, 33];

function lowIncome(random: Random, year: number): LowIncomePeriod[] | null {
  const draw = random.next();
  if (draw < 0.03) return null;
  if (draw < 0.19) return [{ kind: 'dibao', from: `${year - random.int(1, 5)}-01-01`, to: null }];
  if (draw < 0.28) return [{ kind: 'dibian', from: `${year - random.int(1, 3)}-07-01`, to: null }];
  if (draw < 0.33) return [{ kind: 'dibao', from: `${year - 5}-01-01`, to: `${year - 1}-12-31` }];
  return [];
}

/** Lines of the register of one village. */
export function registerRows(
  random: Random,
  make: ReturnType<typeof peopleMaker>,
  villageId: string,
  villageName: string,
  year: number,
  n: number,
): RegisterRow[] {
  return Array.from({ length: n }, () => {
    const band = AGE_BANDS[random.weighted(AGE_BANDS.map(({ weight }) => weight))] ?? AGE_BANDS[3];
    const person = make(band, year);
    const category = random.weighted(CATEGORY_WEIGHTS) + 1;
    const level = random.weighted(LEVEL_WEIGHTS) + 1;
    const reissue = random.next() < 0.2 ? 'B1' : '';
    return {
      name: person.name,
      idNumber: person.idNumber,
      certificateNumber: `${person.idNumber}${category}${level}${reissue}`,
      villageId,
      phone: person.phone,
      address: `泗门镇${villageName}${random.int(1, 12)}组${random.int(1, 88)}号`,
      lowIncome: lowIncome(random, year),
    };
  });
}
