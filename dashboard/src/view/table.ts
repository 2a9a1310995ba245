import { byId, element, fill, setText } from './dom';

const row = (): Element => element('tr');
const cell = (tag: string) => (): Element => {
  const made = element(tag);
  if (tag === 'th') made.setAttribute('scope', 'col');
  return made;
};

/** What a chart shows, as a table for those who do not see the chart. */
export function fillTable(id: string, head: string[], rows: string[][]): void {
  const table = byId(id);
  const thead = table.querySelector('thead') ?? table.appendChild(element('thead'));
  const tbody = table.querySelector('tbody') ?? table.appendChild(element('tbody'));
  fill(thead, [head], row, (tr, titles) => fill(tr, titles, cell('th'), setText));
  fill(tbody, rows, row, (tr, texts) => fill(tr, texts, cell('td'), setText));
}
