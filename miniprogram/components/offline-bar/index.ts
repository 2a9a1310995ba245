/** Says that there is no network, for as long as that is so. The region is always there, so that its change is spoken. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    show: { type: Boolean, value: false },
    text: { type: String, value: '没有网络，先看上次保存的内容' },
  },
});
