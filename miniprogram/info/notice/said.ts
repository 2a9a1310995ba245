import type { ArticleView } from '../../pages/shared/notice-view';

/** The notice as it is read aloud: what it is, what it says, and the facts of an offer. */
export function saidArticle({ kind, title, body, facts, ends }: ArticleView): string {
  const lines = facts.map(({ label, value }) => `${label}：${value}`);
  return [`${kind}：${title}`, body, ...lines, ends].filter(Boolean).join('。\n');
}
