/** NOTICE.md: whose work is in what is shipped, under which licence, with each licence in full. */
import { licenceText, type Shipped } from './shipped';

const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ');

/** One text for each licence, of the first package that carries it; the lines on whose it is stand in the table. */
function texts(packages: readonly Shipped[]): [string, string][] {
  const licences = [...new Set(packages.map(({ licence }) => licence))].sort();
  return licences.flatMap((licence): [string, string][] => {
    const text = packages
      .filter((one) => one.licence === licence)
      .map(({ dir }) => licenceText(dir))
      .find((found) => found.trim() !== '');
    if (text === undefined) return [];
    const general = text
      .split('\n')
      .filter((line) => !/^\s*(copyright|©)\s*(\(c\)|©|\d)/i.test(line))
      .join('\n')
      .trim();
    return [[licence, general]];
  });
}

/** The whole file. */
export function noticeText(packages: readonly Shipped[]): string {
  return `${[
    '# Third-party software in what is shipped',
    'Made by others, with our thanks. Made by `npm run notices` from what the bundlers take into the functions and the village screen, and from the dependencies that WeChat packs; a test says when it is not up to date. What only builds or tests the product is listed with its licence in `package-lock.json`.',
    `${packages.length} packages. Where no licence is stated, the package is part of Tencent's own SDK (wx-server-sdk, MIT). Besides, WeChat loads its plugin 微信同声传译 (WechatSI, © Tencent) under its own terms.`,
    [
      '| package | where | licence | whose |',
      '| --- | --- | --- | --- |',
      ...packages.map(
        ({ name, version, licence, copyright, where }) =>
          `| ${name} ${version} | ${where.join(', ')} | ${cell(licence)} | ${cell(copyright.join('; '))} |`,
      ),
    ].join('\n'),
    '## The licences',
    ...texts(packages).map(([licence, text]) => `### ${licence}\n\n\`\`\`text\n${text}\n\`\`\``),
  ].join('\n\n')}\n`;
}
