import type { PaletteName } from './palette.ts';
import type { SceneName } from './scene.ts';
import type { ShapeName } from './shapes.ts';

/** How the picture of a product is drawn. */
export interface PictureDesign {
  /** What is drawn. */
  readonly shape: ShapeName;
  /** In which colours. */
  readonly palette: PaletteName;
  /** In front of what. */
  readonly scene: SceneName;
}
