import type { FeedLine } from '../../../typings/api/dashboard';
import { feedSentence, isHelp } from '../format/feed-sentence';
import { feedTime } from '../format/time';
import { byId, element, setText } from './dom';

/** More than fit on any display; the page never holds more. */
const MOST_LINES = 9;

export interface FeedView {
  update(lines: readonly FeedLine[], now: number): void;
  /** Keeps '今天' and '昨天' right as time goes by. */
  tick(now: number): void;
}

function lineElement(line: FeedLine): HTMLElement {
  const item = element('li', isHelp(line.kind) ? 'line is-help' : 'line');
  const sentence = element('p', 'line-text');
  for (const { text, strong } of feedSentence(line))
    sentence.append(element(strong ? 'strong' : 'span', '', text));
  const time = element('time', 'line-time');
  time.setAttribute('datetime', new Date(line.at).toISOString());
  item.append(sentence, time);
  return item;
}

/** The live feed, newest first. Lines that stay keep their element, so a screen reader hears only the new ones. */
export function createFeed(): FeedView {
  const list = byId('feed');
  const shown = new Map<string, { line: FeedLine; item: HTMLElement }>();
  let first = true;

  function tick(now: number): void {
    for (const { line, item } of shown.values()) {
      const time = item.lastElementChild;
      if (time) setText(time, feedTime(line.at, now));
    }
  }

  function update(lines: readonly FeedLine[], now: number): void {
    const newest = [...lines].sort((a, b) => b.at - a.at).slice(0, MOST_LINES);
    const keep = new Set(newest.map(({ id }) => id));
    for (const [id, { item }] of shown) {
      if (keep.has(id)) continue;
      item.remove();
      shown.delete(id);
    }
    newest.forEach((line, index) => {
      let entry = shown.get(line.id);
      if (!entry) {
        entry = { line, item: lineElement(line) };
        // What was there before the visitor came does not need to be announced by movement.
        if (!first) entry.item.classList.add('is-new');
        shown.set(line.id, entry);
      }
      if (list.children[index] !== entry.item) list.insertBefore(entry.item, list.children[index] ?? null);
    });
    first = false;
    byId('feed-empty').hidden = newest.length > 0;
    tick(now);
  }

  return { update, tick };
}
