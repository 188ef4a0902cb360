import { describeGroup } from './describe-group.ts';
import { LOCAL_DISCOVERY } from './local-discovery.ts';

describeGroup(LOCAL_DISCOVERY);
