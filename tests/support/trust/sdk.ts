/** Points the SDK of this process at a server of the tests, as the environment does for a function in the cloud. */
import type { TestServer } from '../functions/server';

/** By the direct line. Gives a function that puts the environment back. */
export function useCloud({ local, env }: Pick<TestServer, 'local' | 'env'>): () => void {
  const before = process.env;
  // A plain object: the SDK reads it for each request, and a look into the real environment takes many times as long.
  process.env = {
    ...before,
    ...env,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
    TENCENTCLOUD_SECRETID: 'tests',
    TENCENTCLOUD_SECRETKEY: 'tests',
    TENCENTCLOUD_SESSIONTOKEN: 'tests',
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${local.url}/admin` }),
  };
  const leaveLine = local.layLine();
  return () => {
    leaveLine();
    process.env = before;
  };
}
