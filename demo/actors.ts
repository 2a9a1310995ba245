/** Runs the functions' own use cases in this process, as any user at any time, against a local cloud. */
import type { ActionName, FunctionName, Input, Output } from '../typings/api';
import type { ActingAs } from '../typings/domain';
import type { CallResult } from '../typings/wire';
import { accountsActions } from '../cloudfunctions/accounts/actions';
import { applicationsActions } from '../cloudfunctions/applications/actions';
import type { ActionTable } from '../cloudfunctions/core/actions';
import type { Outside } from '../cloudfunctions/core/call';
import { serve } from '../cloudfunctions/core/serve';
import { openStore } from '../cloudfunctions/core/database';
import { makeIds } from '../cloudfunctions/core/ids';
import { runTimer, type TimerTable } from '../cloudfunctions/core/timers';
import { dashboardActions } from '../cloudfunctions/dashboard/actions';
import { donationsActions } from '../cloudfunctions/donations/actions';
import { emergencyActions } from '../cloudfunctions/emergency/actions';
import { employmentActions } from '../cloudfunctions/employment/actions';
import { exchangeActions } from '../cloudfunctions/exchange/actions';
import { mediaActions } from '../cloudfunctions/media/actions';
import { noticesActions } from '../cloudfunctions/notices/actions';
import { pairingActions } from '../cloudfunctions/pairing/actions';
import { pairingTimers } from '../cloudfunctions/pairing/timers';
import { pointsActions } from '../cloudfunctions/points/actions';
import { registryActions } from '../cloudfunctions/registry/actions';
import { registryTimers } from '../cloudfunctions/registry/timers';
import { upkeepTimers } from '../cloudfunctions/upkeep/timers';
import { upkeepActions } from '../cloudfunctions/upkeep/actions';
import type { Random } from './random';

const TABLES: { [F in FunctionName]: ActionTable<F> } = {
  accounts: accountsActions,
  applications: applicationsActions,
  pairing: pairingActions,
  points: pointsActions,
  registry: registryActions,
  exchange: exchangeActions,
  media: mediaActions,
  dashboard: dashboardActions,
  donations: donationsActions,
  emergency: emergencyActions,
  employment: employmentActions,
  notices: noticesActions,
  upkeep: upkeepActions,
};

export interface Stage {
  /** An event as a phone sends it, as this user at this time; the answer, also a refusal. */
  send(at: number, openid: string, fn: FunctionName, event: unknown): Promise<CallResult<unknown>>;
  /** One call as this user at this time; a refusal ends the building of the demo, since its data would not be right. */
  act<F extends FunctionName, A extends ActionName<F>>(
    at: number,
    openid: string,
    fn: F,
    action: A,
    input: Input<F, A>,
    as?: ActingAs,
  ): Promise<Output<F, A>>;
  /** What the register's timer does: looks for what does not fit together. */
  checkRegister(at: number): Promise<void>;
  /** What is found every night in the services: signals about points. */
  findSignals(at: number): Promise<void>;
  /** The nightly count: people have had birthdays since the register came in. */
  countAnew(at: number): Promise<void>;
  /** What a deployment does: nothing, since all is of this version. */
  migrate(at: number): Promise<void>;
  /** The town's report of the day before. */
  writeDaily(at: number): Promise<void>;
}

/** Points the SDK of this process at a local cloud (docs: platform.md) and gives the stage. */
export function openStage(
  cloudUrl: string,
  env: Record<string, string>,
  random: Random,
  // A refusal ends the building with its own words; hundreds of lines of success tell nothing.
  log: Outside['log'] = () => undefined,
): Stage {
  Object.assign(process.env, env, {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
    TENCENTCLOUD_SECRETID: 'demo',
    TENCENTCLOUD_SECRETKEY: 'demo',
    TENCENTCLOUD_SESSIONTOKEN: 'demo',
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    HTTP_URL: `${cloudUrl}/http`,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloudUrl}/admin` }),
  });
  let now = 0;
  let caller = '';
  let commands = 0;
  const outside: Outside = {
    clock: { now: () => now },
    ids: makeIds((n) => random.bytes(n)),
    store: openStore,
    openid: () => caller,
    sendsMessages: false,
    // Photos' uploads are removed by nobody: there are none.
    afterCommit: () => Promise.resolve(),
    log,
  };
  const functions = Object.fromEntries(
    Object.entries(TABLES).map(([name, table]) => [
      name,
      serve(name as FunctionName, table as ActionTable<FunctionName>, outside),
    ]),
  );

  const send: Stage['send'] = async (at, openid, fn, event) => {
    now = at;
    caller = openid;
    return (await functions[fn]?.(event)) as CallResult<unknown>;
  };

  const fire = (at: number, fn: FunctionName, table: TimerTable, trigger: string): Promise<void> => {
    now = at;
    const { clock, ids, log, sendsMessages } = outside;
    const store = openStore();
    return runTimer(fn, table, trigger, { clock, ids, store, log, sendsMessages, keepsRuns: false });
  };

  return {
    send,
    act: async <F extends FunctionName, A extends ActionName<F>>(
      at: number,
      openid: string,
      fn: F,
      action: A,
      input: Input<F, A>,
      as?: ActingAs,
    ) => {
      commands += 1;
      const event = {
        action,
        input,
        requestId: `demo-${String(commands).padStart(8, '0')}`,
        ...(as ? { as } : {}),
      };
      const answer = (await send(at, openid, fn, event)) as CallResult<Output<F, A>>;
      if (!answer.ok) {
        throw new Error(
          `demo: ${fn}.${action} refused: ${answer.code} ${JSON.stringify(answer.fields ?? {})}`,
        );
      }
      return answer.data;
    },
    checkRegister: (at) => fire(at, 'registry', registryTimers, 'checkRegister'),
    findSignals: (at) => fire(at, 'pairing', pairingTimers, 'signals'),
    countAnew: (at) => fire(at, 'upkeep', upkeepTimers, 'counters'),
    migrate: (at) => fire(at, 'upkeep', upkeepTimers, 'migrate'),
    writeDaily: (at) => fire(at, 'upkeep', upkeepTimers, 'daily'),
  };
}
