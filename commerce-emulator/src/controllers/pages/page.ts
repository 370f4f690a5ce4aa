import type { ControllerName, ControllerUrl } from '../controller-url.ts';

/** Who is looking, as every page says it. */
export interface ShopperView {
  /** First name of somebody who has signed in; null: a guest. */
  readonly firstName: string | null;
  /** Pieces in the basket. */
  readonly pieces: number;
}

/** What every page is made from. */
export interface Page {
  /** The controller that renders, so that one sees which side is speaking. */
  readonly controller: ControllerName;
  /** Heading and document title. */
  readonly title: string;
  readonly shopper: ShopperView;
  readonly url: ControllerUrl;
  /** Address of the style sheet. */
  readonly styleSheet: string;
}
