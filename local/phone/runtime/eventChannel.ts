/** EventChannel between a page and the page it opened. */

type Listener = (...args: any[]) => void;

export class EventChannel {
  private readonly listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  private other?: EventChannel;

  /** Two ends: what one emits the other hears. */
  static pair(): [EventChannel, EventChannel] {
    const [a, b] = [new EventChannel(), new EventChannel()];
    a.other = b;
    b.other = a;
    return [a, b];
  }

  on(name: string, listener: Listener): void {
    this.add(name, listener, false);
  }

  once(name: string, listener: Listener): void {
    this.add(name, listener, true);
  }

  off(name: string, listener?: Listener): void {
    const kept = (this.listeners.get(name) ?? []).filter((item) => listener && item.listener !== listener);
    this.listeners.set(name, kept);
  }

  emit(name: string, ...args: unknown[]): void {
    const target = this.other ?? this;
    const list = target.listeners.get(name) ?? [];
    target.listeners.set(
      name,
      list.filter((item) => !item.once),
    );
    list.forEach(({ listener }) => listener(...args));
  }

  private add(name: string, listener: Listener, once: boolean): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), { listener, once }]);
  }
}
