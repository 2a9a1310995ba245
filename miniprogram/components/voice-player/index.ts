import { pause, play, stop, type OnPlaying, type Playing } from '../shared/player';

const STILL: Playing = { state: 'idle', at: 0 };

/** A voice note to listen to. Starting one stops any other. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    src: { type: String, value: '' },
    seconds: { type: Number, value: 0 },
    label: { type: String, value: '语音' },
  },
  data: {
    now: STILL,
    /** Gets what the phone's player does; one for each component, so that the player knows whose sound it is. */
    hear: null as OnPlaying | null,
  },
  lifetimes: {
    created() {
      const hear: OnPlaying = (now) => {
        if (now.state !== this.data.now.state || now.at !== this.data.now.at) this.setData({ now });
      };
      // Not rendered, so it does not pass through setData.
      this.data.hear = hear;
    },
    detached() {
      if (this.data.hear) stop(this.data.hear);
    },
  },
  pageLifetimes: {
    hide() {
      if (this.data.hear) stop(this.data.hear);
    },
  },
  methods: {
    onTap() {
      const { src, now, hear } = this.data;
      if (!src || !hear) return;
      if (now.state === 'playing' || now.state === 'loading') pause(hear);
      else play(src, hear);
      this.triggerEvent(now.state === 'playing' ? 'pause' : 'play');
    },
  },
});
