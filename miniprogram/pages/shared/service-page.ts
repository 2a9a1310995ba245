/** One service, followed live on the page of any side: as it is now, and how long it has run. */
import type { ServiceView } from '../../../typings/api/pairing';
import { service } from '../../services/pairing';
import { serviceClock, serviceShown, type ServiceShown, type Side } from './service-view';

/** As much of a page as these handlers need. */
interface ServicePage {
  serviceId: string;
  found: ServiceView | null;
  clock(): string;
  data: { running: string };
  setData(change: Record<string, unknown>): void;
  poll(): Promise<void>;
  tick(): void;
  /** What else the page does about what is new. */
  onFound?(found: ServiceView): void;
}

/** Data of a page of one service. */
export const SERVICE_DATA = {
  view: null as ServiceShown | null,
  /** How long it has run. */
  running: '',
};

/** What reads the service, as this side sees it; the page says which in its onLoad. */
export function serviceHandlers(side: Side) {
  return {
    serviceId: '',
    found: null as ServiceView | null,
    clock: (): string => '',
    load(this: ServicePage) {
      this.found = null;
      return this.poll();
    },
    async poll(this: ServicePage) {
      this.tick();
      const found = await service(this.serviceId, this.found?.version);
      if (!found) return;
      this.found = found;
      this.clock = serviceClock(found);
      this.setData({ view: serviceShown(found, side, found.now) });
      this.tick();
      this.onFound?.(found);
    },
    tick(this: ServicePage) {
      const running = this.clock();
      if (running !== this.data.running) this.setData({ running });
    },
  };
}
