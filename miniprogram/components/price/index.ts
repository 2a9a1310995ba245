/** What one pays, in words that leave no doubt. Takes text from the shared money formatter and computes nothing. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    amount: { type: String, value: '' },
    free: { type: Boolean, value: false },
    prefix: { type: String, value: '自付' },
    unit: { type: String, value: '元' },
    original: { type: String, value: '' },
    note: { type: String, value: '' },
    size: { type: String, value: 'normal' },
  },
});
