/** The empty form for an import. */
import { COLUMNS, FIELDS } from './rules/columns';
import { writeWorkbook } from './workbook/write';

/** `villages`: names that may be written. */
export function templateFile(villages: readonly string[]): Buffer {
  const choices = (field: string): { choices: readonly string[] } | object => {
    const list = {
      sex: ['男', '女'],
      category: ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'],
      level: ['一级', '二级', '三级', '四级'],
      income: ['低保', '低边', '无'],
      // Excel allows 255 characters of choices.
      village: villages.join(',').length < 250 ? villages : undefined,
    }[field];
    return list ? { choices: list } : {};
  };
  return writeWorkbook([
    {
      name: '名单',
      title: '残疾人名册导入',
      lines: [
        '从下面的示例行开始填，一人一行；示例行请删掉（没删也不会导入）。带*的必填。一次最多5000人。',
        '证件号一定要是「文本」格式，这张表已经设好，请不要从别处连格式一起粘贴（用「只粘贴值」）。',
      ],
      columns: FIELDS.map((field) => ({
        title: `${COLUMNS[field].label}${COLUMNS[field].required ? '*' : ''}`,
        width: COLUMNS[field].width,
        ...choices(field),
      })),
      rows: [FIELDS.map((field) => (field === 'village' ? (villages[0] ?? '') : COLUMNS[field].example))],
      examples: 1,
    },
    {
      name: '怎么填',
      title: '每一列怎么填',
      lines: [],
      columns: [
        { title: '列', width: 14 },
        { title: '必填', width: 8 },
        { title: '怎么填', width: 60 },
        { title: '也可以叫', width: 60 },
      ],
      rows: FIELDS.map((field) => {
        const { label, required, explain, also } = COLUMNS[field];
        return [label, required ? '必填' : '', explain, also.join('、')];
      }),
    },
    {
      name: '村社名单',
      title: '村社名单',
      lines: ['「村社」一列照这里写'],
      columns: [{ title: '村社', width: 20 }],
      rows: villages.map((name) => [name]),
    },
  ]);
}
