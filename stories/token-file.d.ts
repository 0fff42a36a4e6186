/** `tokens.json` of the package: design tokens in the DTCG format of 2025.10, by theme and scheme. */
declare module 'virtual:roster-tokens' {
  export interface Colour {
    hex: string;
    /** 0 to 1; absent: 1. */
    alpha?: number;
  }
  export interface Size {
    value: number;
    unit: 'px' | 'ms';
  }
  export type Token = { $description?: string } & (
    | { $type: 'color'; $value: Colour }
    | { $type: 'dimension' | 'duration'; $value: Size }
    | { $type: 'shadow'; $value: { color: Colour; offsetX: Size; offsetY: Size; blur: Size; spread: Size } }
  );
  const tokens: Record<string, Record<'light' | 'dark', Record<string, Token>>>;
  export default tokens;
}
