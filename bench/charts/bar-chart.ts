/** One bar, with whiskers where its runs differed. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  /** Draws the bar in the colour of ours. */
  readonly isOurs?: boolean;
}

/** What is drawn. */
export interface BarChart {
  readonly title: string;
  /** Label of the axis, unit included. */
  readonly axis: string;
  readonly bars: readonly Bar[];
  /** A line across all bars, e.g. a limit. */
  readonly mark?: { readonly value: number; readonly label: string };
}

const WIDTH = 760;
const LEFT = 270;
const RIGHT = 90;
const TOP = 52;
const ROW = 34;
const BAR = 20;
const BOTTOM = 56;
const SPAN = WIDTH - LEFT - RIGHT;
const TICKS = 5;

/** Colours follow the reader's own; an image in a page is told by the browser, not by the page. */
const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #1f2328; }
    .title { font-weight: 600; font-size: 15px; }
    .back { fill: #ffffff; } .grid { stroke: #d1d9e0; } .bar { fill: #8c96a0; } .ours { fill: #0969da; }
    .whisker { stroke: #1f2328; stroke-width: 1.5; } .mark { stroke: #cf222e; stroke-dasharray: 5 4; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; } .back { fill: #0d1117; } .grid { stroke: #30363d; } .bar { fill: #7d8590; }
      .ours { fill: #4493f8; } .whisker { stroke: #e6edf3; } .mark { stroke: #f85149; }
    }
  `;

/** Draws horizontal bars from zero, as an SVG document. */
export function drawBars({ title, axis, bars, mark }: BarChart): string {
  const highest = Math.max(...bars.map(({ value, max = value }) => max), mark?.value ?? 0);
  const step = niceStep(highest / TICKS);
  const end = Math.ceil(highest / step) * step;
  const x = (value: number): number => round(LEFT + (SPAN * value) / end);
  const bottom = TOP + ROW * bars.length;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, i) => i * step);
  const about = bars.map(({ label, value }) => `${label}: ${tell(value)}`).join('; ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + BOTTOM}" role="img" aria-labelledby="title about">
  <title id="title">${escapeXml(title)}</title>
  <desc id="about">${escapeXml(`${axis}. ${about}.`)}</desc>
  <style>${STYLE}</style>
  <rect class="back" width="100%" height="100%"/>
  <text class="title" x="16" y="28">${escapeXml(title)}</text>
${ticks.map((value) => tick(x(value), bottom, tell(value))).join('\n')}
${bars.map((bar, i) => drawBar(bar, TOP + ROW * i, x)).join('\n')}
${mark ? drawMark(x(mark.value), bottom, mark.label) : ''}
  <text x="${LEFT + SPAN / 2}" y="${bottom + 44}" text-anchor="middle">${escapeXml(axis)}</text>
</svg>
`;
}

function tick(x: number, bottom: number, label: string): string {
  return `  <line class="grid" x1="${x}" y1="${TOP}" x2="${x}" y2="${bottom}"/>
  <text x="${x}" y="${bottom + 20}" text-anchor="middle">${label}</text>`;
}

function drawBar(
  { label, value, min = value, max = value, isOurs = false }: Bar,
  y: number,
  x: (value: number) => number,
): string {
  const top = y + (ROW - BAR) / 2;
  const middle = y + ROW / 2;
  return `  <text x="${LEFT - 10}" y="${middle + 4}" text-anchor="end">${escapeXml(label)}</text>
  <rect class="${isOurs ? 'ours' : 'bar'}" x="${LEFT}" y="${top}" width="${round(x(value) - LEFT)}" height="${BAR}"/>
${max > min ? whisker(x(min), x(max), middle) : ''}
  <text x="${x(max) + 8}" y="${middle + 4}">${tell(value)}</text>`;
}

function whisker(from: number, to: number, y: number): string {
  return `  <path class="whisker" fill="none" d="M${from} ${y - 6}V${y + 6}M${from} ${y}H${to}M${to} ${y - 6}V${y + 6}"/>`;
}

function drawMark(x: number, bottom: number, label: string): string {
  return `  <line class="mark" x1="${x}" y1="${TOP - 8}" x2="${x}" y2="${bottom}"/>
  <text x="${x}" y="${TOP - 12}" text-anchor="middle">${escapeXml(label)}</text>`;
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((times) => times * power >= least) ?? 10);
}

function tell(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
