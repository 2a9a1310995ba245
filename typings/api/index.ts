/** The contract of all cloud functions: function name -> action name -> input and output. */
import type { AccountsApi } from './accounts';
import type { ApplicationsApi } from './applications';
import type { DashboardApi } from './dashboard';
import type { DonationsApi } from './donations';
import type { EmergencyApi } from './emergency';
import type { EmploymentApi } from './employment';
import type { ExchangeApi } from './exchange';
import type { MediaApi } from './media';
import type { NoticesApi } from './notices';
import type { PairingApi } from './pairing';
import type { PointsApi } from './points';
import type { RegistryApi } from './registry';
import type { UpkeepApi } from './upkeep';

export interface Api {
  accounts: AccountsApi;
  applications: ApplicationsApi;
  registry: RegistryApi;
  exchange: ExchangeApi;
  media: MediaApi;
  dashboard: DashboardApi;
  donations: DonationsApi;
  emergency: EmergencyApi;
  employment: EmploymentApi;
  notices: NoticesApi;
  pairing: PairingApi;
  points: PointsApi;
  upkeep: UpkeepApi;
}

export type FunctionName = keyof Api;
export type ActionName<F extends FunctionName> = keyof Api[F] & string;
export type Input<F extends FunctionName, A extends ActionName<F>> = Api[F][A] extends { input: infer I }
  ? I
  : never;
export type Output<F extends FunctionName, A extends ActionName<F>> = Api[F][A] extends { output: infer O }
  ? O
  : never;
