import { canSpeak, Speech } from '../shared/speech';

/** Reads a text to whoever cannot read it. Nothing is shown where the phone cannot speak. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    text: { type: String, value: '' },
    /** What is read, for the button: '这一页'. */
    what: { type: String, value: '这一页' },
  },
  data: {
    can: false,
    state: 'idle',
    speech: null as Speech | null,
  },
  observers: {
    text() {
      this.end();
    },
  },
  lifetimes: {
    attached() {
      this.setData({ can: canSpeak() });
    },
    detached() {
      this.end();
    },
  },
  pageLifetimes: {
    hide() {
      this.end();
    },
  },
  methods: {
    end() {
      this.data.speech?.stop();
      // Not rendered, so it does not pass through setData.
      this.data.speech = null;
      if (this.data.state !== 'idle') this.setData({ state: 'idle' });
    },
    onTap() {
      const { state, text } = this.data;
      if (state === 'playing' || state === 'loading') {
        this.data.speech?.pause();
        this.setData({ state: 'paused' });
        return;
      }
      const speech =
        state === 'idle' || !this.data.speech
          ? new Speech(text, (now) => {
              if (this.data.speech === speech && now.state !== this.data.state)
                this.setData({ state: now.state });
            })
          : this.data.speech;
      this.data.speech = speech;
      speech.start();
    },
  },
});
