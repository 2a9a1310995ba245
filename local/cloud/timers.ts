/** Timer triggers: seven-field cron in China time (UTC+8), as CloudBase has it. */

const CHINA_MS = 8 * 3600 * 1000;
const MAX_DELAY_MS = 24 * 3600 * 1000;
const HORIZON_DAYS = 366 * 8;

const FIELDS = [
  { name: 'second', least: 0, most: 59 },
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12 },
  { name: 'weekday', least: 0, most: 6 },
  { name: 'year', least: 1970, most: 2099 },
] as const;

const NAMES: Record<string, number> = Object.fromEntries([
  ...['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].map((name, i) => [
    name,
    i + 1,
  ]),
  ...['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'].map((name, i) => [name, i]),
]);

export interface Cron {
  /** Allowed values of each field, in the order of FIELDS. */
  allowed: Set<number>[];
  anyDay: boolean;
  anyWeekday: boolean;
}

/** Reads `second minute hour day month weekday year`. */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    throw new Error(`a timer needs 7 fields (second minute hour day month weekday year): "${text}"`);
  const allowed = parts.map((part, i) => parseField(part, FIELDS[i] as (typeof FIELDS)[number], text));
  const any = (part: string | undefined): boolean => part === '*' || part === '?';
  return { allowed, anyDay: any(parts[3]), anyWeekday: any(parts[5]) };
}

function parseField(part: string, field: (typeof FIELDS)[number], text: string): Set<number> {
  const values = new Set<number>();
  for (const item of part.split(',')) {
    const [range, step] = item.split('/') as [string, string | undefined];
    const [from, to] =
      range === '*' || range === '?'
        ? [field.least, field.most]
        : bounds(range, step !== undefined, field.most);
    const by = step === undefined ? 1 : Number(step);
    const fits =
      [from, to, by].every(Number.isInteger) &&
      from >= field.least &&
      to <= field.most &&
      from <= to &&
      by > 0;
    if (!fits) throw new Error(`the ${field.name} "${part}" of the timer "${text}" is not valid`);
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return values;
}

function bounds(range: string, stepped: boolean, most: number): [number, number] {
  const [first, last] = range.split('-').map((name) => NAMES[name.toUpperCase()] ?? Number(name || NaN));
  return [first as number, last ?? (stepped ? most : (first as number))];
}

/** The next moment after `after` (milliseconds, UTC), or undefined when there is none within eight years. */
export function nextTime(cron: Cron, after: number): number | undefined {
  const [seconds, minutes, hours] = cron.allowed as [Set<number>, Set<number>, Set<number>];
  const start = new Date(after + CHINA_MS);
  for (let i = 0; i <= HORIZON_DAYS; i += 1) {
    const day = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate() + i);
    if (!dayFits(cron, new Date(day))) continue;
    for (const hour of sorted(hours)) {
      if (day + (hour + 1) * 3_600_000 - CHINA_MS <= after) continue;
      for (const minute of sorted(minutes)) {
        for (const second of sorted(seconds)) {
          const moment = day + ((hour * 60 + minute) * 60 + second) * 1000 - CHINA_MS;
          if (moment > after) return moment;
        }
      }
    }
  }
  return undefined;
}

function dayFits({ allowed, anyDay, anyWeekday }: Cron, date: Date): boolean {
  const [days, months, weekdays, years] = allowed.slice(3) as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ];
  if (!months.has(date.getUTCMonth() + 1) || !years.has(date.getUTCFullYear())) return false;
  const [day, weekday] = [days.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
  // When both are given, either is enough, as in CloudBase.
  return anyDay || anyWeekday ? day && weekday : day || weekday;
}

function sorted(values: Set<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

export interface TimerTarget {
  function: string;
  trigger: string;
  cron: Cron;
}

/** Fires targets at their times until it is closed. */
export class Timers {
  private readonly handles = new Set<NodeJS.Timeout>();
  private closed = false;

  constructor(
    targets: TimerTarget[],
    private readonly fire: (target: TimerTarget, at: Date) => void,
  ) {
    for (const target of targets) this.schedule(target, nextTime(target.cron, Date.now()));
  }

  close(): void {
    this.closed = true;
    for (const handle of this.handles) clearTimeout(handle);
  }

  private schedule(target: TimerTarget, moment: number | undefined): void {
    if (moment === undefined || this.closed) return;
    // Long waits are cut, because setTimeout cannot hold more than 24 days and clocks may be set.
    const handle = setTimeout(
      () => {
        this.handles.delete(handle);
        if (Date.now() < moment) return this.schedule(target, moment);
        this.fire(target, new Date(moment));
        return this.schedule(target, nextTime(target.cron, Math.max(Date.now(), moment)));
      },
      Math.min(Math.max(moment - Date.now(), 0), MAX_DELAY_MS),
    );
    handle.unref();
    this.handles.add(handle);
  }
}
