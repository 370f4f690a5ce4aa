import { describe, expect, it } from '@jest/globals';
import { attributes } from './attributes.ts';
import { linkButton, submitButton } from './button.ts';
import { field } from './field.ts';
import { optionSelects } from './option-selects.ts';
import { quantityField } from './quantity-field.ts';
import { selectField } from './select-field.ts';

const hostile = '"><script>alert(1)</script>';

describe('controls', () => {
  it('ties label, hint and error to the control', () => {
    const drawn = String(
      field({ id: 'email', name: 'email', label: 'E-mail', hint: 'Yours', error: 'Not one' }),
    );
    expect(drawn).toContain('<label for="email">E-mail</label>');
    expect(drawn).toContain('aria-describedby="email-error email-hint"');
    expect(drawn).toContain('aria-invalid="true"');
    expect(drawn).toContain('id="email-error"');
  });

  it('never writes a password back', () => {
    const options = { id: 'p', name: 'password', label: 'Password', value: 'secret' } as const;
    expect(String(field({ ...options, type: 'password' }))).not.toContain('secret');
  });

  it('escapes values, labels and errors', () => {
    const options = { id: 'a', name: 'a', label: hostile, value: hostile, error: hostile };
    expect(String(field({ ...options, hint: hostile }))).not.toContain('<script>');
  });

  it('marks the chosen entry of a list', () => {
    const choices = [
      { value: 'IE', label: 'Ireland' },
      { value: 'DE', label: hostile },
    ];
    const drawn = String(
      selectField({ id: 'c', name: 'country', label: 'Country', choices, chosen: 'DE' }),
    );
    expect(drawn).toContain('value="DE" selected');
    expect(drawn.match(/ selected/g)).toHaveLength(1);
    expect(drawn).not.toContain('<script>');
  });

  it('names option lists as the cart API reads them, with ids that are safe', () => {
    const drawn = String(optionSelects([{ name: 'Size & "fit"', values: ['S', 'L'] }]));
    expect(drawn).toContain('id="option-0"');
    expect(drawn).toContain('name="option.Size &amp; &quot;fit&quot;"');
    expect(drawn).toContain('<label for="option-0">');
  });

  it('bounds a quantity and hides the steps until script shows them', () => {
    const drawn = String(quantityField({ id: 'q', label: 'Quantity', value: 3, min: 0 }));
    expect(drawn).toContain('value="3" min="0" max="9999"');
    expect(drawn.match(/data-step="-?1"[^>]* hidden/g)).toHaveLength(2);
  });

  it('says with a button what its text leaves out', () => {
    expect(String(submitButton({ label: 'Remove', about: 'Mug' }))).toMatch(/Remove<.*> Mug</);
    expect(String(linkButton({ label: 'Go', href: hostile }))).not.toContain('<script>');
  });

  it('refuses an attribute name that no one here would write', () => {
    expect(() => attributes({ 'x onclick': '1' })).toThrow(TypeError);
    expect(String(attributes({ id: 'a"b', hidden: true, open: false }))).toBe(
      ' id="a&quot;b" hidden',
    );
  });
});
