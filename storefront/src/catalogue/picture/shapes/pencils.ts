import { material } from '../material.ts';
import type { Palette } from '../palette.ts';
import { group, path, rect } from '../svg.ts';

const LEADS: readonly (readonly [color: string, side: string])[] = [
  ['#c4694a', '#a4533a'],
  ['#dfa32f', '#bd841e'],
  ['#7d9977', '#637f60'],
  ['#5597ab', '#3f7c90'],
  ['#795680', '#5f4167'],
  ['#c4727b', '#a55963'],
];

/** Six coloured pencils in their tray. */
export function drawPencils({ ink, accent, shade }: Palette): string {
  return group(
    [
      rect([88, 106, 244, 240], ink, 8, { opacity: 0.2 }),
      ...LEADS.flatMap(([color, side], index) => drawPencil(92 + index * 37, color, side)),
      rect([78, 236, 244, 104], accent, 8),
      rect([78, 236, 244, 14], shade, 6, { opacity: 0.8 }),
      rect([138, 268, 124, 46], material.paper, 4),
      ...LEADS.map(([color], index) => rect([152 + index * 17, 280, 11, 22], color, 3)),
    ],
    { transform: 'rotate(8 200 200)' },
  );
}

function drawPencil(x: number, color: string, side: string): string[] {
  return [
    path(`M${x} 108l15-46 15 46z`, material.woodLight),
    path(`M${x + 9} 80l6-18 6 18z`, color),
    rect([x, 106, 30, 150], color),
    rect([x + 20, 106, 10, 150], side),
    rect([x + 8, 106, 4, 150], material.glass, 0, { opacity: 0.25 }),
  ];
}
