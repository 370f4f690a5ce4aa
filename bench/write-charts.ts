/** Writes the tables and charts of docs/benchmarks.md out of docs/charts/figures.json: npm run bench:charts */
import { writePage } from './charts/benchmarks-page.ts';

writePage();
