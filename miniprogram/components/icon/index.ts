/** A drawing of our own set in the colour of the text around it; decoration unless it has a label. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    name: { type: String, value: '' },
    size: { type: String, value: 'md' },
    label: { type: String, value: '' },
  },
});
