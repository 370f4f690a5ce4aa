import type { Palette } from './palette.ts';
import { drawApron } from './shapes/apron.ts';
import { drawBasket } from './shapes/basket.ts';
import { drawBoard } from './shapes/board.ts';
import { drawBookends } from './shapes/bookends.ts';
import { drawBowls } from './shapes/bowls.ts';
import { drawCandles } from './shapes/candles.ts';
import { drawClock } from './shapes/clock.ts';
import { drawCooksKnife } from './shapes/cooks-knife.ts';
import { drawCrock } from './shapes/crock.ts';
import { drawDripper } from './shapes/dripper.ts';
import { drawEspressoCup } from './shapes/espresso-cup.ts';
import { drawHerbPot } from './shapes/herb-pot.ts';
import { drawJug } from './shapes/jug.ts';
import { drawKettle } from './shapes/kettle.ts';
import { drawLamp } from './shapes/lamp.ts';
import { drawLetterSet } from './shapes/letter-set.ts';
import { drawMitt } from './shapes/mitt.ts';
import { drawMug } from './shapes/mug.ts';
import { drawNapkins } from './shapes/napkins.ts';
import { drawNotebook } from './shapes/notebook.ts';
import { drawParcel } from './shapes/parcel.ts';
import { drawParingKnife } from './shapes/paring-knife.ts';
import { drawPen } from './shapes/pen.ts';
import { drawPencilCup } from './shapes/pencil-cup.ts';
import { drawPencils } from './shapes/pencils.ts';
import { drawPepperMill } from './shapes/pepper-mill.ts';
import { drawPlanner } from './shapes/planner.ts';
import { drawPlate } from './shapes/plate.ts';
import { drawRollingPin } from './shapes/rolling-pin.ts';
import { drawSaltCellar } from './shapes/salt-cellar.ts';
import { drawShears } from './shapes/shears.ts';
import { drawSkillet } from './shapes/skillet.ts';
import { drawTeapot } from './shapes/teapot.ts';
import { drawTin } from './shapes/tin.ts';
import { drawTote } from './shapes/tote.ts';
import { drawTowel } from './shapes/towel.ts';
import { drawTumblers } from './shapes/tumblers.ts';
import { drawUtensils } from './shapes/utensils.ts';
import { drawVase } from './shapes/vase.ts';
import { drawWhisk } from './shapes/whisk.ts';
import { drawWrapping } from './shapes/wrapping.ts';

const shapes = {
  apron: drawApron,
  basket: drawBasket,
  board: drawBoard,
  bookends: drawBookends,
  bowls: drawBowls,
  candles: drawCandles,
  clock: drawClock,
  'cooks-knife': drawCooksKnife,
  crock: drawCrock,
  dripper: drawDripper,
  'espresso-cup': drawEspressoCup,
  'herb-pot': drawHerbPot,
  jug: drawJug,
  kettle: drawKettle,
  lamp: drawLamp,
  'letter-set': drawLetterSet,
  mitt: drawMitt,
  mug: drawMug,
  napkins: drawNapkins,
  notebook: drawNotebook,
  parcel: drawParcel,
  'paring-knife': drawParingKnife,
  pen: drawPen,
  'pencil-cup': drawPencilCup,
  pencils: drawPencils,
  'pepper-mill': drawPepperMill,
  planner: drawPlanner,
  plate: drawPlate,
  'rolling-pin': drawRollingPin,
  'salt-cellar': drawSaltCellar,
  shears: drawShears,
  skillet: drawSkillet,
  teapot: drawTeapot,
  tin: drawTin,
  tote: drawTote,
  towel: drawTowel,
  tumblers: drawTumblers,
  utensils: drawUtensils,
  vase: drawVase,
  whisk: drawWhisk,
  wrapping: drawWrapping,
} satisfies Record<string, (palette: Palette) => string>;

/** What can be drawn. */
export type ShapeName = keyof typeof shapes;

/** Draws a thing as SVG markup, to be put in front of a scene. */
export function drawShape(name: ShapeName, palette: Palette): string {
  return shapes[name](palette);
}
