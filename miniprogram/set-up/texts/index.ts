/** What residents and volunteers agree to, as they read it; changed with a new version of the program only. */
import { definePage } from '../../services/page';
import { CONSENT_RIGHTS, CONSENTS } from '../../shared/consent';

definePage({
  data: {
    texts: Object.values(CONSENTS),
    rights: CONSENT_RIGHTS,
  },
});
