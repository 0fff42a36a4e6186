import './invite/define.ts';
import './members/define.ts';
import './provider/define.ts';
import './user-label/define.ts';
