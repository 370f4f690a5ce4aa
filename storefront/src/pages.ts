export { html, isSafeHtml, type SafeHtml } from '@remix-run/html-template';
export { type AssetFile, assetFiles, assetHref } from './pages/asset-files.ts';
export { type AttributeValue, attributes } from './pages/attributes.ts';
export { SHOP_NAME, SHOP_TAGLINE } from './pages/brand.ts';
export { type ButtonLook, type ButtonLooks, linkButton, submitButton } from './pages/button.ts';
export type {
  CartLine,
  CartModel,
  ChosenOptions,
  PricedLine,
  PromotionView,
  ShippingChoice,
  Totals,
} from './pages/cart-model.ts';
export { type CartViewOptions, cartView } from './pages/cart-view.ts';
export { categoryHref } from './pages/category-nav.ts';
export type { Browse, Chrome, ChromeLinks, Notice, Site, Visitor } from './pages/chrome.ts';
export { type EmptyState, emptyState } from './pages/empty-state.ts';
export { type ErrorView, errorPage } from './pages/error-page.ts';
export { type FieldOptions, field } from './pages/field.ts';
export { hiddenFields } from './pages/hidden-fields.ts';
export { type IconName, icon } from './pages/icon.ts';
export { layout } from './pages/layout.ts';
export { lineAction, lineList } from './pages/line-list.ts';
export { lineTable } from './pages/line-table.ts';
export { formatMoney, type Money, sumMoney } from './pages/money.ts';
export { noticeBox } from './pages/notice.ts';
export { type OptionView, optionSelects } from './pages/option-selects.ts';
export { pieceCount } from './pages/piece-count.ts';
export { price, reduction, shippingPrice } from './pages/price.ts';
export { type ProductCard, productGrid } from './pages/product-card.ts';
export { promotionForm } from './pages/promotion-form.ts';
export { QUANTITY_MAX, type QuantityFieldOptions, quantityField } from './pages/quantity-field.ts';
export { type Choice, type SelectFieldOptions, selectField } from './pages/select-field.ts';
export { shippingForm } from './pages/shipping-form.ts';
export { dayOf, momentOf } from './pages/timestamp.ts';
export { totalsTable } from './pages/totals-table.ts';
