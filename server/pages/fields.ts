import { html } from 'hono/html';
import type { Markup } from './layout.ts';

export interface Field {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  /** What password managers and phones go by. */
  autocomplete: 'username' | 'name' | 'new-password' | 'current-password' | 'email';
  value?: string;
  hint?: string;
  error?: string | undefined;
  /** The cursor starts here: the first field with an error, else the first to fill in. */
  focus?: boolean;
  readonly?: boolean;
  maxlength?: number;
}

/** A labelled input with its hint and what is wrong with it. */
export function field({
  name,
  label,
  type = 'text',
  autocomplete,
  value,
  hint,
  error,
  focus,
  readonly,
  maxlength,
}: Field): Markup {
  // What is wrong says what to do, so the hint makes room for it.
  const described = error ? `${name}-error` : hint ? `${name}-hint` : '';
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      ${value === undefined ? '' : html`value="${value}"`}
      ${maxlength === undefined ? '' : html`maxlength="${maxlength}"`}
      ${type === 'password' || type === 'email' ? html`autocapitalize="none" spellcheck="false"` : ''}
      ${type === 'email' ? html`inputmode="email" dir="ltr"` : type === 'text' ? html`dir="auto"` : ''}
      ${described === '' ? '' : html`aria-describedby="${described}"`}
      ${error ? html`aria-invalid="true"` : ''}
      ${readonly ? 'readonly' : 'required'}
      ${focus ? 'autofocus' : ''}
    />
    ${hint && !error ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    ${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
  </div>`;
}

/** A form to this or another page of ours, with the proof that it is ours. */
export function form(action: string, proof: string, content: Markup): Markup {
  // The server judges what is typed, in its own words.
  return html`<form method="post" action="${action}" novalidate>
    <input type="hidden" name="proof" value="${proof}" />
    ${content}
  </form>`;
}

export function hidden(name: string, value: string | undefined): Markup {
  return value === undefined || value === '' ? '' : html`<input type="hidden" name="${name}" value="${value}" />`;
}

export function submit(label: string, kind: 'primary' | 'secondary' = 'primary'): Markup {
  return html`<button class="${kind}">${label}</button>`;
}

export function link(href: string, label: string, kind: 'primary' | 'secondary' | 'quiet' = 'quiet'): Markup {
  return html`<a class="${kind}" href="${href}">${label}</a>`;
}

/** An address: always left to right, never translated. */
export function address(email: string): Markup {
  return html`<bdi class="address" dir="ltr" translate="no">${email}</bdi>`;
}

export function name(text: string): Markup {
  return html`<bdi>${text}</bdi>`;
}
