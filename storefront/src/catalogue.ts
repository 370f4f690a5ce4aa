export { type Catalogue, createCatalogue } from './catalogue/catalogue.ts';
export { catalogueView, type ProductView } from './catalogue/catalogue-view.ts';
export {
  MAX_OPTION_LENGTH,
  MAX_OPTIONS,
  MAX_QUANTITY,
  MAX_SKU_LENGTH,
} from './catalogue/constants.ts';
export { demoCatalogue } from './catalogue/demo/demo-catalogue.ts';
export { demoPromotions, findPromotion } from './catalogue/demo/promotions.ts';
export type { Discount } from './catalogue/discount.ts';
export { CURRENCY, type Money, sumMoney, toMoney } from './catalogue/money.ts';
export type { PictureDesign } from './catalogue/picture/picture-design.ts';
export { productPicture } from './catalogue/picture/product-picture.ts';
export {
  type PriceableCart,
  type PricingOptions,
  priceCart,
  type Quote,
} from './catalogue/price-cart.ts';
export {
  createReducedPriceList,
  type PriceList,
  retailPriceList,
} from './catalogue/price-list.ts';
export type { CartLine, PricedLine } from './catalogue/priced-line.ts';
export type { ChosenOptions, Product, ProductOption } from './catalogue/product.ts';
export { countVariants, listVariants } from './catalogue/product-options.ts';
export type { ProductQuery } from './catalogue/product-search.ts';
export {
  canonicalCode,
  createPromotionFinder,
  type Promotion,
  type PromotionBenefit,
  type PromotionFinder,
} from './catalogue/promotion.ts';
export type { PromotionRefusal, PromotionRefusalReason } from './catalogue/promotion-refusal.ts';
export {
  findCountry,
  type ShippingCountry,
  type ShippingZone,
  shippingCountries,
} from './catalogue/shipping-country.ts';
export {
  findShippingMethod,
  type ShippingMethod,
  type ShippingRate,
  shippingMethods,
} from './catalogue/shipping-method.ts';
export {
  refuseShipping,
  type ShippingChoice,
  type ShippingQuote,
  type ShippingRefusal,
} from './catalogue/shipping-quote.ts';
export {
  type ShippingMethodView,
  type ShippingRateView,
  shippingMethodsView,
} from './catalogue/shipping-view.ts';
