/** `npm run api`: writes docs/api.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './contract';
import { apiText } from './page';

const text = apiText();
writeFileSync(join(ROOT, 'docs/api.md'), text);
console.log(`docs/api.md: ${(text.length / 1000).toFixed(0)} KB`);
