/** Talks to the phone's server part. */
import { settings } from '../context';
import { track } from '../idle';

/** Calls `/phone/api/<name>` as this person; answers the JSON. The server's errors come as rejected objects. */
export async function post<T>(name: string, body: unknown): Promise<T> {
  const response = await track(
    fetch(`/phone/api/${name}?openid=${encodeURIComponent(settings.openid)}`, {
      method: 'POST',
      headers: body instanceof Blob ? {} : { 'content-type': 'application/json' },
      body: body instanceof Blob ? body : JSON.stringify(body),
    }),
  );
  const answer = (await response.json()) as T & { error?: unknown };
  if (!response.ok) throw answer.error ?? { errMsg: `HTTP ${response.status}` };
  return answer;
}
