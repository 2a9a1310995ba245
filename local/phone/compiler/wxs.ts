/** Makes WXS, WeChat's script language of templates, run as JavaScript. */

/**
 * WXS differs from JavaScript in two ways that templates rely on: `x.constructor` is the *name* of the type, and the
 * text given to getRegExp is a raw pattern (a backslash is a backslash).
 */
export function wxsToJs(source: string): string {
  return source
    .replace(/\.constructor\b(?!\s*[.(:=](?!=))/g, '.constructor.name')
    .replace(/getRegExp\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g, (_, literal: string) => {
      return `getRegExp(${literal.replace(/\\(?!\\)/g, '\\\\')}`;
    })
    .replace(/require\((['"])([^'"]+?)\.wxs\1\)/g, 'require($1$2$1)');
}
