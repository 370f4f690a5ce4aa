import { ACCOUNT_GALLERY } from './account-gallery.ts';
import { describeGallery } from './appearance.ts';

describeGallery('every page of an account and of the administration', ACCOUNT_GALLERY);
