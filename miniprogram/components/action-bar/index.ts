/**
 * The page's main action, always in the same place. It sticks instead of being fixed, so it takes its own room in the flow
 * at every text size and never hides what is above it.
 */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    note: { type: String, value: '' },
  },
});
