/** Spreadsheets as offices hand them in. */
import { COLUMNS, FIELDS } from '../../../cloudfunctions/exchange/rules/columns';
import { textWorkbook } from '../workbooks';
import type { Person } from './people';

export type SheetPerson = Partial<Record<(typeof FIELDS)[number], string>>;

/** Somebody as a row of a sheet. */
export function sheetPerson(person: Person, village = '谢家路村'): SheetPerson {
  const { name, idNumber, certificateNumber, phone, address } = person;
  return { name, idNumber, certificateNumber, phone, address, village };
}

/** A sheet with the headings of the form in its first row. */
export function sheetOf(people: readonly SheetPerson[], fields = FIELDS): Buffer {
  return textWorkbook([
    fields.map((field) => COLUMNS[field].label),
    ...people.map((person) => fields.map((field) => person[field] ?? '')),
  ]);
}
