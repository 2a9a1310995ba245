/** From an openapi call in the outbox to the message that a person sees. */
import type { OutboxEntry } from '../../types';

export interface Notice {
  id: string;
  at: number;
  template: string;
  page: string;
  lines: { name: string; value: string }[];
}

/** Subscribe messages that WeChat accepted; anything else is not for the phone. */
export function toNotice(entry: OutboxEntry): Notice | undefined {
  if (entry.api !== 'subscribeMessage.send' || !entry.toOpenid) return undefined;
  const { errCode, errcode } = entry.response as { errCode?: number; errcode?: number };
  if ((errCode ?? errcode ?? 0) !== 0) return undefined;
  const request = entry.request as Record<string, unknown>;
  const data = (request.data ?? {}) as Record<string, { value?: unknown }>;
  return {
    id: entry.id,
    at: entry.at,
    template: String(request.templateId ?? request.template_id ?? ''),
    page: typeof request.page === 'string' ? request.page : '',
    lines: Object.entries(data).map(([name, { value }]) => ({ name, value: String(value ?? '') })),
  };
}
