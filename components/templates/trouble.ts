import { html, type TemplateResult } from 'lit';
import type { Trouble } from '../controllers/trouble.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';
import { calm } from './calm.ts';
import { clockIcon, lockIcon } from './icons-state.ts';
import { searchIcon, triangleAlertIcon } from './icons.ts';

export interface TroubleParts {
  /** What it takes to see this. */
  notAllowed: string;
  /** What is not there, or is nobody's business here. */
  missing?: string;
  retry(): void;
}

/** The sentence instead of what was to be shown; never so that it looks as if there were nothing. */
export function troubled(
  trouble: Trouble,
  cause: { retryAfter: number | undefined; offline: boolean } | undefined,
  common: Messages['common'],
  formats: Formats,
  { notAllowed, missing, retry }: TroubleParts,
): TemplateResult {
  const action = { label: common.retry, run: retry };
  if (trouble === 'forbidden') return calm({ icon: lockIcon, title: common.notAllowed, detail: notAllowed });
  if (trouble === 'missing')
    return calm({ icon: searchIcon, title: common.notFound, detail: missing ?? common.notFoundDetail });
  if (trouble === 'ended') {
    return calm({ icon: clockIcon, title: common.sessionEnded, detail: common.sessionEndedDetail, action });
  }
  const detail = cause?.retryAfter
    ? common.waitSeconds(cause.retryAfter, formats)
    : cause?.offline
      ? common.offline
      : common.failedDetail;
  return html`<slot name="error"
    >${calm({ icon: triangleAlertIcon, title: common.failedTitle, detail, action, alert: true })}</slot
  >`;
}
