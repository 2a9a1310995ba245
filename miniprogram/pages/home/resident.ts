/** The home page of a resident, and of a guardian who acts for one. */
import type { ResidentHome } from '../../../typings/api/accounts';
import { ROUTES } from '../../services/nav';
import { big, CONTACT, counted, ME, tile, type TileGroup } from './tiles';

/** Tiles of a resident, or of a guardian who acts for one. */
export function residentTiles(home: ResidentHome): TileGroup[] {
  const open = home.openCases.length;
  const helpers = home.volunteers;
  return [
    {
      key: 'ask',
      title: '我要办',
      tiles: [
        big(
          tile(
            'devices',
            '申请辅具',
            '轮椅、拐杖、助听器等，先看要付多少',
            'wheelchair',
            'primary',
            ROUTES.devices(),
          ),
        ),
        tile('repair', '辅具维修', '坏了来修', 'repair', 'primary', ROUTES.repair()),
        tile('work', '就业支持', '找工作、学手艺', 'job', 'success', ROUTES.work()),
        tile('renovation', '家里改造', '扶手、坡道等', 'ramp', 'accent', ROUTES.renovation()),
        tile('wish', '微心愿', '许个小心愿', 'wish', 'warning', ROUTES.wish()),
      ],
    },
    {
      key: 'mine',
      title: '我的事',
      tiles: [
        counted(
          big(
            tile(
              'applications',
              '我的申请',
              open === 0 ? '看办理进度' : `${open}件正在办`,
              'list',
              'info',
              ROUTES.applications(),
            ),
          ),
          open,
          '件正在办',
        ),
        tile('code', '我的二维码', '给志愿者扫', 'qrcode', 'neutral', ROUTES.code()),
        tile(
          'helpers',
          '我的志愿者',
          helpers === 0 ? '结对和帮扶记录' : `${helpers}位在帮您`,
          'pair',
          'success',
          ROUTES.helpers(),
        ),
        CONTACT,
        { ...ME, note: '我的信息、字大小' },
      ],
    },
  ];
}
