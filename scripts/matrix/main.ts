/** `npm run matrix`: prints the permission matrix and writes docs/permissions.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matrixText } from './matrix';

const text = matrixText();
writeFileSync(join(__dirname, '../../docs/permissions.md'), text);
console.log(text);
