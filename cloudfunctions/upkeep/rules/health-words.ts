/** Health in plain words: what is the case, and who has to do what. Pure. */
import type { HealthCode, HealthItem, TimerHealth } from '../../../typings/api/operations';
import { friendlyDay, friendlyTime } from '../../../miniprogram/shared/china-time';
import { statesOf, timerState, type HealthFacts, type TimerState } from '../../core/pure/health';
import { TIMETABLE } from '../../core/pure/timetable';

/** Who looks after the cloud; the town's staff do not. */
const TECHNICIAN = '请管理员联系负责维护的技术人员';

const whatOf = (name: string): string => TIMETABLE[name]?.what ?? name;

/** '每分钟', '每10分钟', '每天'. */
function rhythm(minutes: number): string {
  if (minutes >= 20 * 60) return '每天';
  if (minutes === 60) return '每小时';
  return minutes === 1 ? '每分钟' : `每${minutes}分钟`;
}

export function timerWords(timer: TimerState, now: number): TimerHealth {
  const { name, run, overdue } = timer;
  const base = { name, what: whatOf(name), at: run?.at ?? null, ms: run?.ms ?? 0, state: timerState(timer) };
  const usual = rhythm(TIMETABLE[name]?.minutes ?? 0);
  if (!run) {
    const words = overdue ? `${usual}应该运行一次，还没有运行过` : `${usual}运行一次，还没到第一次的时间`;
    return { ...base, words };
  }
  const last = friendlyTime(run.at, now);
  if (overdue) return { ...base, words: `${usual}应该运行一次，上次是${last}，后来没有再运行` };
  if (run.outcome === 'stopped') return { ...base, words: `${last}运行时出错，没有做完` };
  if (run.outcome === 'partly')
    return { ...base, words: `${last}运行，有${run.failures || 1}件没有做成，下次再做` };
  return { ...base, words: `${last}运行，正常` };
}

type Said = Omit<HealthItem, 'code' | 'state'>;

/** '甲、乙等5个'. */
function named(names: readonly string[]): string {
  const shown = names.slice(0, 3).join('、');
  return names.length > 3 ? `${shown}等${names.length}个` : shown;
}

function timersSaid({ timers }: HealthFacts): Said {
  const title = '定时任务';
  const bad = (wanted: (timer: TimerState) => boolean): string =>
    named(timers.filter(wanted).map(({ name }) => whatOf(name)));
  const overdue = bad((timer) => timer.overdue);
  const stopped = bad((timer) => !timer.overdue && timer.run?.outcome === 'stopped');
  const partly = bad((timer) => !timer.overdue && timer.run?.outcome === 'partly');
  const todo = `${TECHNICIAN}，看云函数的定时触发器和日志`;
  if (overdue || stopped) {
    const words = [overdue && `没有按时运行：${overdue}`, stopped && `运行时出错：${stopped}`];
    return { title, words: words.filter(Boolean).join('；'), todo };
  }
  if (partly)
    return { title, words: `有几件没有做成：${partly}`, todo: '下次运行会再做；明天还这样，请告诉管理员' };
  return { title, words: `${timers.length}个任务都按时运行`, todo: '' };
}

function countersSaid(facts: HealthFacts, isFine: boolean): Said {
  const title = '每晚核对数字';
  const { counters, at } = facts;
  if (!counters) return { title, words: '还没有核对过，今天夜里会第一次核对', todo: '' };
  const day = friendlyDay(counters.day, at);
  if (counters.repaired > 0)
    return {
      title,
      words: `${day}核对时有${counters.repaired}个村社有出入，已经改正`,
      todo: '请看「每晚核对」；这是程序的差错，请告诉技术人员',
    };
  if (isFine) return { title, words: `${day}核对过，都对得上`, todo: '' };
  return { title, words: `最近一次是${day}，没有核对完`, todo: `今晚会接着核对；明天还这样，${TECHNICIAN}` };
}

function said(facts: HealthFacts, code: HealthCode, isFine: boolean, migrationsKnown: number): Said {
  const { findings, messages, pictures, texts, files, calls, migrations, keys } = facts;
  switch (code) {
    case 'TIMERS':
      return timersSaid(facts);
    case 'COUNTERS':
      return countersSaid(facts, isFine);
    case 'DATA':
      return isFine
        ? { title: '数据检查', words: '没有发现对不上的记录', todo: '' }
        : {
            title: '数据检查',
            words: `有${findings}处记录互相对不上`,
            todo: `${TECHNICIAN}，看日志里的DATA_DIFFERS`,
          };
    case 'MESSAGES':
      return isFine
        ? {
            title: '微信消息',
            words: messages.tried > 0 ? `${messages.tried}条没有一次送到，正在补发` : '都已送出',
            todo: '',
          }
        : {
            title: '微信消息',
            words: `${messages.held}条超过15分钟没有送出，其中${messages.tried}条试过没有成功`,
            todo: `要紧的事请打电话说；${TECHNICIAN}`,
          };
    case 'CONTENT_CHECK':
      return isFine
        ? { title: '内容安全检查', words: '没有等着检查的文字和照片', todo: '' }
        : {
            title: '内容安全检查',
            words: `有${[texts > 0 && `${texts}篇文字`, pictures > 0 && `${pictures}张照片`].filter(Boolean).join('、')}在等微信的检查结果`,
            todo: '会自动再查。照片久等不来，会到「要看的照片」里请工作人员看',
          };
    case 'UPLOADS':
      return isFine
        ? { title: '没有用到的文件', words: '都已删除', todo: '' }
        : { title: '没有用到的文件', words: `有${files}个该删的还没删`, todo: `明天还这样，${TECHNICIAN}` };
    case 'CALLS':
      return {
        title: '出错和慢的操作',
        words:
          calls.failed + calls.slow === 0
            ? '24小时里没有'
            : `24小时里出错${calls.failed}次，慢${calls.slow}次`,
        todo: isFine ? '' : `请看「出错和慢的操作」，把编号告诉技术人员`,
      };
    case 'MIGRATIONS':
      return isFine
        ? { title: '记录格式', words: `已经是第${migrations.done}版，最新`, todo: '' }
        : {
            title: '记录格式',
            words: `到第${migrations.done}版，要到第${migrationsKnown}版，还没有做完`,
            todo: `今天夜里会接着做；明天还这样，${TECHNICIAN}`,
          };
    case 'KEYS':
      return isFine
        ? {
            title: '密钥',
            words: `现用第${keys.version.replace(/^v/, '')}版，证件号和电话都用它加密`,
            todo: '',
          }
        : {
            title: '密钥',
            words: `正在换成第${keys.version.replace(/^v/, '')}版，还有${keys.left}类记录没有换完`,
            todo: '夜里会接着换；换完以前不要删旧密钥',
          };
  }
}

/** Every thing that is looked at. `migrationsKnown`: how many this version of the program has. */
export function healthWords(facts: HealthFacts, migrationsKnown: number): HealthItem[] {
  const states = { ...statesOf(facts) };
  if (facts.migrations.done < migrationsKnown && states.MIGRATIONS === 'fine') states.MIGRATIONS = 'look';
  return (Object.keys(states) as HealthCode[]).map((code) => {
    const state = states[code];
    return { code, state, ...said(facts, code, state === 'fine', migrationsKnown) };
  });
}
