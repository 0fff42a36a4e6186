import { html, nothing, type TemplateResult } from 'lit';

/** A calm sentence instead of rows: what is the case, and the one thing to do about it. */
export interface Calm {
  icon: TemplateResult;
  title: string;
  detail: string;
  action?: { label: string; primary?: boolean; run: () => void };
  /** Read out when it appears. */
  alert?: boolean;
}

export function calm({ icon, title, detail, action, alert }: Calm): TemplateResult {
  return html`<div class="calm" part="empty" role=${alert ? 'alert' : nothing}>
    <span class="mark">${icon}</span>
    <p class="title">${title}</p>
    <p>${detail}</p>
    ${
      action
        ? html`<button type="button" class="button ${action.primary ? 'primary' : ''}" @click=${action.run}>
            ${action.label}
          </button>`
        : nothing
    }
  </div>`;
}
