/** The columns of each mode of `<picker>`. */

/** What a picker shows: texts per column and where it stands. */
export interface Columns {
  texts: string[][];
  indexes: number[];
  labels: string[];
}

const pad = (n: number): string => String(n).padStart(2, '0');
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

function parseDate(value: unknown, fallback: Date): [number, number, number] {
  const [y, m, d] = String(value ?? '')
    .split('-')
    .map(Number);
  return [
    y || fallback.getFullYear(),
    m || (y ? 1 : fallback.getMonth() + 1),
    d || (y ? 1 : fallback.getDate()),
  ];
}

/** Columns for a date between start and end. */
export function dateColumns(value: unknown, start: unknown, end: unknown, fields: unknown): Columns {
  const [from, to] = [parseDate(start, new Date(1900, 0, 1)), parseDate(end, new Date(2100, 11, 31))];
  const [year, month, day] = parseDate(value, new Date());
  const years = range(from[0], to[0]);
  const months = range(year === from[0] ? from[1] : 1, year === to[0] ? to[1] : 12);
  const atStart = year === from[0] && month === from[1];
  const atEnd = year === to[0] && month === to[1];
  const days = range(atStart ? from[2] : 1, atEnd ? to[2] : new Date(year, month, 0).getDate());
  const all: [number[], number, string][] = [
    [years, year, '年'],
    [months, month, '月'],
    [days, day, '日'],
  ];
  const used = all.slice(0, fields === 'year' ? 1 : fields === 'month' ? 2 : 3);
  return {
    texts: used.map(([list, , unit]) => list.map((n) => `${n}${unit}`)),
    indexes: used.map(([list, now]) => Math.max(0, list.indexOf(now))),
    labels: used.map(([, , unit]) => unit),
  };
}

/** The value of date columns as `YYYY-MM-DD` (or shorter). */
export function dateValue({ texts, indexes }: Columns): string {
  return texts.map((list, column) => pad(parseInt(list[indexes[column] ?? 0] ?? '1', 10))).join('-');
}

/** Columns for a time between start and end (`HH:mm`). */
export function timeColumns(value: unknown, start: unknown, end: unknown): Columns {
  const parse = (text: unknown, fallback: [number, number]): [number, number] => {
    const [hour, minute] = String(text ?? '')
      .split(':')
      .map(Number);
    return Number.isFinite(hour) && Number.isFinite(minute) ? [hour as number, minute as number] : fallback;
  };
  const [from, to, now] = [parse(start, [0, 0]), parse(end, [23, 59]), parse(value, [0, 0])];
  const hours = range(from[0], to[0]);
  const minutes = range(now[0] === from[0] ? from[1] : 0, now[0] === to[0] ? to[1] : 59);
  return {
    texts: [hours.map(pad), minutes.map(pad)],
    indexes: [Math.max(0, hours.indexOf(now[0])), Math.max(0, minutes.indexOf(now[1]))],
    labels: ['时', '分'],
  };
}

/** The value of time columns. */
export function timeValue({ texts, indexes }: Columns): string {
  return texts.map((list, column) => list[indexes[column] ?? 0] ?? '00').join(':');
}

/** A few real regions: WeChat brings the whole list of the country, this phone only enough to try a form. */
const REGIONS: Record<string, Record<string, string[]>> = {
  浙江省: {
    宁波市: [
      '海曙区',
      '江北区',
      '北仑区',
      '镇海区',
      '鄞州区',
      '奉化区',
      '余姚市',
      '慈溪市',
      '宁海县',
      '象山县',
    ],
    杭州市: ['上城区', '拱墅区', '西湖区', '滨江区', '萧山区', '余杭区'],
    绍兴市: ['越城区', '柯桥区', '上虞区'],
  },
  上海市: { 上海市: ['黄浦区', '徐汇区', '浦东新区'] },
  北京市: { 北京市: ['东城区', '西城区', '海淀区'] },
  江苏省: { 南京市: ['玄武区', '鼓楼区'], 苏州市: ['姑苏区', '吴中区'] },
  广东省: { 广州市: ['越秀区', '天河区'], 深圳市: ['福田区', '南山区'] },
};

/** Columns for province, city, district. */
export function regionColumns(value: unknown, level: unknown): Columns {
  const [province = '', city = '', district = ''] = Array.isArray(value) ? (value as string[]) : [];
  const provinces = Object.keys(REGIONS);
  const p = provinces.includes(province) ? province : (provinces[0] as string);
  const cities = Object.keys(REGIONS[p] ?? {});
  const c = cities.includes(city) ? city : (cities[0] as string);
  const districts = REGIONS[p]?.[c] ?? [];
  const texts = [provinces, cities, districts];
  const indexes = [provinces.indexOf(p), cities.indexOf(c), Math.max(0, districts.indexOf(district))];
  const count = level === 'province' ? 1 : level === 'city' ? 2 : 3;
  return {
    texts: texts.slice(0, count),
    indexes: indexes.slice(0, count),
    labels: ['省', '市', '区县'].slice(0, count),
  };
}
