import type { Notice } from '@domain-bridge/storefront/pages';
import type { TrailView } from '../bridge/bridge-trail.ts';
import type { Visitor } from '../shopper/visitor.ts';

/** Everything around the content of a page. */
export interface PageFrame {
  /** Title of this page, without the shop's name. */
  readonly title: string;
  /** Local path, for forms to come back to and for marking the current link. */
  readonly path: string;
  readonly visitor: Visitor;
  readonly trail: TrailView;
  /** Epoch seconds, by the emulator's clock. */
  readonly now: number;
  /** Said at the top of the content. */
  readonly notice?: Notice;
}
