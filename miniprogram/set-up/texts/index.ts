/** What residents and volunteers agree to, as they read it; changed with a new version of the program only. */
import { definePage } from '../../services/page';
import { versionWords } from '../../shared/china-time';
import { CONSENT_RIGHTS, CONSENTS } from '../../shared/consent';

definePage({
  data: {
    texts: Object.values(CONSENTS).map((text) => ({ ...text, version: versionWords(text.version) })),
    rights: CONSENT_RIGHTS,
  },
});
