/**
 * Message push: what WeChat sends by itself, after an API has answered. In the cloud the console says which function gets which
 * messages; here `messagePush` of the options does. One message is sent once; WeChat sends it again when nobody answers.
 */
import type { Invocation } from '../functions/invocations';
import { messageOf } from '../errors';
import type { Fields } from './apis';

/** A message that waits for the end of the call that caused it. */
export interface Push {
  message: Fields;
  /** A link that WeChat opens first; when it cannot, the message says so instead of a result. */
  mediaUrl?: string;
}

interface Options {
  /** MsgType, or the name of an event -> function. */
  targets: Record<string, string>;
  /** Files outside of this address cannot be opened: nothing here asks a remote host. */
  origin: () => string;
  send(name: string, message: Fields): Promise<unknown>;
  log(text: string): void;
}

const UNREACHABLE = { errcode: -1008, errmsg: 'invalid media url' };

export class MessagePush {
  private readonly waiting = new Map<string, Push[]>();
  private readonly underWay = new Set<Promise<void>>();
  private closed = false;

  constructor(private readonly options: Options) {}

  /** Sends the message when the function that asked has ended, as WeChat is slower than any function. */
  add(push: Push, invocation: Invocation | undefined): void {
    if (!invocation) return this.deliver(push);
    this.waiting.set(invocation.token, [...(this.waiting.get(invocation.token) ?? []), push]);
  }

  /** A function has ended: what it caused is sent. */
  ended({ token }: Invocation): void {
    const pushes = this.waiting.get(token) ?? [];
    this.waiting.delete(token);
    for (const push of pushes) this.deliver(push);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.underWay);
  }

  private deliver(push: Push): void {
    const work = this.send(push).catch((error: unknown) =>
      this.options.log(`message push: ${messageOf(error)}`),
    );
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }

  private async send({ message, mediaUrl }: Push): Promise<void> {
    const target = this.options.targets[String(message.Event ?? message.MsgType)];
    // Nothing is set up for it: as in the cloud, nobody hears of it.
    if (target === undefined || this.closed) return;
    const opened = mediaUrl === undefined || (await this.opens(mediaUrl));
    const { result: _result, detail: _detail, ...bare } = message;
    if (this.closed) return;
    await this.options.send(target, opened ? message : { ...bare, ...UNREACHABLE });
  }

  private async opens(url: string): Promise<boolean> {
    if (!url.startsWith(`${this.options.origin()}/`)) return false;
    const answer = await fetch(url, { method: 'HEAD' }).catch(() => null);
    return answer?.ok === true;
  }
}
