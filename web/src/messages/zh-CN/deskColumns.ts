/** A column that a file for import may have, as it is explained beside the upload. */
export interface ColumnHelp {
  /** The usual header. */
  name: string;
  /** Other headers that are understood. */
  also: string[];
  required: boolean;
  note: string;
  example: string;
}

const uscc: ColumnHelp = {
  name: '统一社会信用代码',
  also: ['社会信用代码', '信用代码', 'uscc'],
  required: true,
  note: '18 位。校验位不对会提醒，位数或字符不对则这一行不导入。',
  example: '91370100MA3C0000X1',
};

/** Columns of a file of enterprises. */
export const enterpriseColumns: readonly ColumnHelp[] = [
  {
    name: '企业名称',
    also: ['名称', '公司名称', 'name'],
    required: true,
    note: '营业执照上的全称。',
    example: '示例精密机械有限公司',
  },
  uscc,
  {
    name: '注册日期',
    also: ['成立日期', 'registered'],
    required: false,
    note: '看得懂常见写法，也看得懂表格里的日期。',
    example: '2018-05-16',
  },
  {
    name: '企业类型',
    also: ['市场主体类型', 'type'],
    required: false,
    note: '照登记原文填写。',
    example: '有限责任公司',
  },
  {
    name: '注册资本',
    also: ['注册资金', '出资额', 'capital'],
    required: false,
    note: '带上单位和币种；看不懂的会提醒，并保留原文。',
    example: '500万人民币',
  },
  {
    name: '行业代码',
    also: ['行业', '所属行业', 'industry'],
    required: false,
    note: '国民经济行业分类（GB/T 4754-2017）的代码或名称。',
    example: 'C3511',
  },
  {
    name: '经营范围',
    also: ['scope'],
    required: false,
    note: '没有行业代码时，用它推断行业。',
    example: '机械零部件加工、销售',
  },
  { name: '省', also: ['省份', 'province'], required: false, note: '', example: '山东省' },
  { name: '市', also: ['城市', 'city'], required: false, note: '', example: '济南市' },
  {
    name: '区县',
    also: ['所属区县', 'district'],
    required: false,
    note: '没有时，从地址里找。',
    example: '历下区',
  },
  {
    name: '地址',
    also: ['住所', '注册地址', 'address'],
    required: false,
    note: '',
    example: '山东省济南市历下区示例路 1 号',
  },
  {
    name: '经营状态',
    also: ['登记状态', 'status'],
    required: false,
    note: '存续、吊销、注销、迁出等。',
    example: '存续',
  },
];

/** Columns of a file of facts. */
export const factColumns: readonly ColumnHelp[] = [
  { ...uscc, note: '企业须已在企业库中。' },
  {
    name: '指标',
    also: ['事实', '指标名称', 'key'],
    required: true,
    note: '指标的名称或代码，例如营业收入、从业人数、资质。',
    example: '营业收入',
  },
  {
    name: '年度',
    also: ['年份', 'period'],
    required: false,
    note: '按年统计的指标要填四位年份，其他留空。',
    example: '2025',
  },
  {
    name: '数值',
    also: ['值', 'value'],
    required: true,
    note: '金额以元为单位；是否类填“是”或“否”；资质填名称。',
    example: '23000000',
  },
  {
    name: '数据日期',
    also: ['截至日期', 'as_of'],
    required: false,
    note: '这个数是哪一天的。',
    example: '2026-03-31',
  },
  {
    name: '来源',
    also: ['来源部门', 'source'],
    required: false,
    note: '提供数据的部门。',
    example: '税务部门',
  },
  {
    name: '数据等级',
    also: ['证据等级', 'tier'],
    required: false,
    note: '部门数据、工作人员核实、企业申报或系统推断；不填按企业申报。',
    example: '部门数据',
  },
  {
    name: '有效期起',
    also: ['起始日期', 'from'],
    required: false,
    note: '只用于资质。',
    example: '2024-11-01',
  },
  {
    name: '有效期止',
    also: ['有效期至', 'to'],
    required: false,
    note: '只用于资质；长期有效的留空。',
    example: '2027-10-31',
  },
  {
    name: '依据',
    also: ['佐证', '文号', 'evidence'],
    required: false,
    note: '证书号、文号等。',
    example: 'GR202437000001',
  },
];
