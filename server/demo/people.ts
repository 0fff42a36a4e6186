/**
 * Believable people for the demo, the same ones each time: every script a table of people has to bear, names of one
 * word and of nine, and addresses as companies write them.
 */
export interface DemoPerson {
  name: string;
  /** The part of the address before the @, unique within one call. */
  local: string;
}

interface Region {
  /** How often this region is drawn, against the others. */
  weight: number;
  order: 'given-first' | 'family-first';
  /** Between the two names, as people there write it. */
  joint: string;
  given: string;
  family: string;
}

/** One entry is a name, with its Latin form after `=` where the script is another one. */
const regions: Region[] = [
  {
    weight: 20,
    order: 'given-first',
    joint: ' ',
    given:
      'Ada Grace Alan Edsger Barbara Margaret Dennis Frances Katherine Tim Radia Donald Joan Kenneth Evelyn Robin Priscilla Marcus Hazel Oliver',
    family:
      'Whitfield Okafor Marsh Ashworth Bell Carver Doyle Ellery Fairbanks Goodwin Hartley Ingram Keating Langley Mercer Norwood Pemberton Quill Radcliffe Sutton',
  },
  {
    weight: 12,
    order: 'given-first',
    joint: ' ',
    given: 'Jörg Zoë Käthe Björn Anneliese Jürgen Sören Mareike Lukas Friederike Günther Renée',
    family: 'Müller Weiß Größling Schönfeld Krüger Bäcker Jäger Vogelsang Löwe Österreicher Brandt Hübner',
  },
  {
    weight: 11,
    order: 'given-first',
    joint: ' ',
    given: 'José Núria Íñigo Begoña Joaquín Sofía Álvaro Inês João Conceição Tomás Ramón',
    family: 'García Núñez Ibáñez Peña Gonçalves Araújo Simões Muñoz Echeverría Quiñones Magalhães Córdoba',
  },
  {
    weight: 9,
    order: 'given-first',
    joint: ' ',
    given: 'Łukasz Zdzisława Jiří Žofie Ágnes Győző Šárka Mirosław Blaženka Ștefan Đorđe Ölöve',
    family:
      'Wójcik Dvořák Szőllősi Králíček Čapek Brzęczyszczykiewicz Țurcanu Živković Erdős Šťastný Ogiński Kovačević',
  },
  {
    weight: 8,
    order: 'given-first',
    joint: ' ',
    given: 'Åsa Sigríður Øyvind Kirsi Håkon Jóhann Linnéa Mette Aino Þórdís',
    family: 'Ångström Þórsdóttir Sørensen Hämäläinen Bråten Guðmundsson Lindqvist Kjær Mäkelä Nygård',
  },
  {
    weight: 5,
    order: 'given-first',
    joint: ' ',
    given: 'Çağla Ümit Şebnem Işık Gülşen Ömer İpek Barış',
    family: 'Yıldız Çelik Öztürk Şahin Kılıç Güneş Aydın Doğan',
  },
  {
    weight: 5,
    order: 'family-first',
    joint: ' ',
    given: 'Hương Đức Thảo Quốc Linh Minh Ánh Tuấn',
    family: 'Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi',
  },
  {
    weight: 7,
    order: 'family-first',
    joint: ' ',
    given: '花子=hanako 健太=kenta 美咲=misaki 翔太=shota 由美子=yumiko 大輔=daisuke さくら=sakura 直樹=naoki',
    family: '佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 渡辺=watanabe 伊藤=ito 小林=kobayashi 山本=yamamoto',
  },
  {
    weight: 6,
    order: 'family-first',
    joint: '',
    given: '伟=wei 芳=fang 秀英=xiuying 敏=min 静=jing 丽娟=lijuan 建国=jianguo 晓明=xiaoming',
    family: '王=wang 李=li 张=zhang 刘=liu 陈=chen 杨=yang 欧阳=ouyang 赵=zhao',
  },
  {
    weight: 5,
    order: 'family-first',
    joint: '',
    given: '민준=minjun 서연=seoyeon 지훈=jihun 수빈=subin 예은=yeeun 도윤=doyun',
    family: '김=kim 이=lee 박=park 최=choi 정=jeong 남궁=namgung',
  },
  {
    weight: 6,
    order: 'given-first',
    joint: ' ',
    given: 'محمد=mohammed فاطمة=fatima يوسف=youssef ليلى=layla عبدالرحمن=abdulrahman نور=nour خالد=khaled مريم=maryam',
    family: 'الحسيني=alhusseini بلحاج=belhaj العتيبي=alotaibi حداد=haddad المصري=almasri الزهراني=alzahrani',
  },
  {
    weight: 5,
    order: 'given-first',
    joint: ' ',
    given: 'נועה=noa איתן=eitan יעל=yael אברהם=avraham תמר=tamar דוד=david',
    family: 'כהן=cohen לוי=levi מזרחי=mizrahi פרידמן=friedman בן־דוד=bendavid שפירא=shapira',
  },
  {
    weight: 6,
    order: 'given-first',
    joint: ' ',
    given:
      'Анастасия=anastasia Дмитрий=dmitry Олександра=oleksandra Сергій=serhiy Йорданка=yordanka Володимир=volodymyr Ксения=ksenia',
    family:
      'Кузнецова=kuznetsova Шевченко=shevchenko Иванов=ivanov Ковальчук=kovalchuk Петрова=petrova Щербак=shcherbak',
  },
  {
    weight: 4,
    order: 'given-first',
    joint: ' ',
    given: 'Ελένη=eleni Γιώργος=giorgos Κατερίνα=katerina Νίκος=nikos Αθηνά=athina',
    family: 'Παπαδοπούλου=papadopoulou Οικονόμου=oikonomou Βλάχος=vlachos Καραγιάννη=karagianni Δημητρίου=dimitriou',
  },
  {
    weight: 5,
    order: 'given-first',
    joint: ' ',
    given: 'प्रिया=priya अर्जुन=arjun लक्ष्मी=lakshmi विक्रम=vikram सुनीता=sunita रोहन=rohan',
    family: 'शर्मा=sharma पटेल=patel अय्यर=iyer सिंह=singh चटर्जी=chatterjee कुलकर्णी=kulkarni',
  },
  {
    weight: 4,
    order: 'given-first',
    joint: ' ',
    given: 'สมชาย=somchai กัญญา=kanya ธนพล=thanaphon พิมพ์ชนก=phimchanok ณัฐวุฒิ=natthawut',
    family: 'ศรีสุวรรณ=srisuwan วงศ์ใหญ่=wongyai จันทร์เพ็ญ=chanphen ทองดี=thongdee รัตนโกสินทร์=rattanakosin',
  },
  {
    weight: 5,
    order: 'given-first',
    joint: ' ',
    given: 'Chinwe Thandiwe Oluwaseun Akosua Sipho Wanjirũ Babajide Nomvula',
    family: 'Adéyẹmí Nkrumah Mbeki Okonkwo Dlamini Wambũi Chukwuemeka Boateng',
  },
  {
    weight: 4,
    order: 'given-first',
    joint: ' ',
    given: 'Siobhán Caoimhe Rhys Gwenllian Seán Aoife',
    family: "O'Brien Ó'Súilleabháin MacGiolla Llewellyn ApRhys NíDhomhnaill",
  },
];

/** What no table is drawn for, and every table meets. */
const unusual: DemoPerson[] = [
  { name: 'Suharto', local: 'suharto' },
  { name: 'Björk', local: 'bjork' },
  { name: '田', local: 'den' },
  { name: 'Wu', local: 'wu' },
  {
    name: 'Maria del Rosario Cayetana Alfonsa Victoria Eugenia Francisca Fitz-James Stuart y de Silva',
    local: 'maria-del-rosario.fitz-james-stuart-y-de-silva',
  },
  {
    name: 'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Oberdonaudampfschifffahrtsgesellschaft',
    local: 'hubert.blaine.wolfeschlegelsteinhausenbergerdorff',
  },
  { name: 'Uvuvwevwevwe Onyetenyevwe Ugwemuhwem Osas', local: 'uvuvwevwevwe.osas' },
  { name: 'Adolfo González-Pérez, Ph.D.', local: 'adolfo.gonzalez-perez' },
  { name: 'Null', local: 'null' },
  { name: "Renée O'Connor-D’Angelo", local: "renee.o'connor-dangelo" },
  { name: 'Łucja Żółć-Gęślą', local: 'lucja.zolc-gesla' },
  { name: 'เจ้าหน้าที่ประชาสัมพันธ์ กรุงเทพมหานคร', local: 'pr.bangkok' },
];

/** Numbers from 0 to under 1 that look drawn by lot and are the same each time. Mulberry32. */
export function lots(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` different people, the same ones for the same seed. */
export function demoPeople(count: number, seed: number): DemoPerson[] {
  const lot = lots(seed);
  const people = new Map(unusual.slice(0, count).map((person) => [person.local, person]));
  const total = regions.reduce((sum, { weight }) => sum + weight, 0);
  while (people.size < count) {
    const region = regionAt(lot() * total);
    const given = oneOf(region.given, lot());
    const family = oneOf(region.family, lot());
    const order = region.order === 'given-first' ? [given, family] : [family, given];
    const name = order.map((one) => one.written).join(region.joint);
    const local = `${given.latin}.${family.latin}`;
    if (!people.has(local)) people.set(local, { name, local });
  }
  return shuffled([...people.values()], lot);
}

function regionAt(point: number): Region {
  let left = point;
  return regions.find(({ weight }) => (left -= weight) < 0) ?? regions[0]!;
}

function oneOf(names: string, lot: number): { written: string; latin: string } {
  const all = names.split(' ');
  const [written = '', latin] = all[Math.floor(lot * all.length)]!.split('=');
  return { written, latin: latin ?? plainLetters(written) };
}

const letters: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', þ: 'th', ð: 'd', ı: 'i' };

/** How a company spells a name in an address. */
function plainLetters(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .replace(/[^a-z-]/g, (letter) => letters[letter] ?? '');
}

function shuffled<T>(list: T[], lot: () => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(lot() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
