declare module '@wxml/parser' {
  export function parse(source: string): unknown;
}
