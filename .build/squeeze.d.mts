import type { Plugin, TsconfigRaw } from 'esbuild';

export function squeezeCss(text: string): string;
export function squeezeHtml(text: string): string;
export function squeezeTemplates(code: string): string;
export function squeeze(tsconfigRaw: TsconfigRaw): Plugin;
