import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { planTable } from './plan-table.ts';

/** Writes the table of plans into docs/slas.md, between its two marks. */
const page = fileURLToPath(new URL('../docs/slas.md', import.meta.url));
const text = readFileSync(page, 'utf8');
writeFileSync(
  page,
  text.replace(/(<!-- plans: [^\n]*\n)[\s\S]*?(<!-- \/plans -->)/, (_, begin, end) => {
    return `${begin}${planTable()}\n${end}`;
  }),
);
